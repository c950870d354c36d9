package io.serai.knowledge;

import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Adds to a ticket what the hub knows about it. Never fails for want of an index: the case then says what it lacks. */
@Component("enrichTicket")
class EnrichTicket {

    /** Labels in which alert sources give the alert's own name, the first that is there counts. */
    private static final List<String> NAMES = List.of("alertname", "alert_name", "alertName", "rule_name", "check_name", "monitor_name", "trigger_name");
    private static final int MOST = 5;
    /** Below this a runbook has nothing to do with the ticket. */
    private static final double LEAST = 0.005;

    private final SearchKnowledge knowledge;

    EnrichTicket(SearchKnowledge knowledge) {
        this.knowledge = knowledge;
    }

    Case enrich(Ticket ticket) {
        KnowledgeAnswer answer = knowledge.search(new KnowledgeSearch(question(ticket), ticket.tenant(), MOST));
        return new Case(ticket, answer.items().stream().filter(evidence -> evidence.score() >= LEAST).toList(), answer.degraded());
    }

    static Question question(Ticket ticket) {
        String name = NAMES.stream().map(ticket::label).flatMap(Optional::stream).filter(label -> !label.equals(ticket.title())).findFirst().orElse("");
        String body = Stream.of(ticket.description(), ticket.errorMessages()).filter(text -> text != null).collect(Collectors.joining("\n"));
        return new Question(name, ticket.title(), body);
    }
}
