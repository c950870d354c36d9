package io.serai.knowledge;

import io.serai.context.RequesterContext;
import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Adds to a ticket what the hub knows about it. Never fails for want of an index: the case then says what it lacks. */
@Component("enrichTicket")
class EnrichTicket {

    /** Labels in which alert sources give the alert's own name, the first that is there counts. */
    private static final List<String> NAMES = List.of("alertname", "alert_name", "alertName", "rule_name", "check_name", "monitor_name", "trigger_name");
    private static final int MOST = 5;
    private static final int MOST_LEADS = 3;
    /** Below this a runbook has nothing to do with the ticket. */
    private static final double LEAST = 0.005;

    private final SearchKnowledge knowledge;

    EnrichTicket(SearchKnowledge knowledge) {
        this.knowledge = knowledge;
    }

    public Case enrich(@Body Ticket ticket, @Variable("requester") RequesterContext requester) {
        KnowledgeAnswer answer = knowledge.search(new KnowledgeSearch(question(ticket), ticket.tenant(), MOST));
        return new Case(ticket, worth(answer.items(), MOST), worth(answer.leads(), MOST_LEADS), requester, answer.degraded());
    }

    private static List<Evidence> worth(List<Evidence> found, int most) {
        return found.stream().filter(evidence -> evidence.score() >= LEAST).limit(most).toList();
    }

    static Question question(Ticket ticket) {
        String name = NAMES.stream().map(ticket::label).flatMap(Optional::stream).filter(label -> !label.equals(ticket.title())).findFirst().orElse("");
        String body = Stream.of(ticket.said(), ticket.description(), ticket.errorMessages()).filter(text -> text != null).collect(Collectors.joining("\n"));
        return new Question(name, ticket.title(), body);
    }
}
