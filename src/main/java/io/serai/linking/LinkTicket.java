package io.serai.linking;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.decision.LinkThresholds;
import io.serai.knowledge.Case;
import io.serai.linking.LinkRule.Ruling;
import io.serai.linking.Linking.Outcome;
import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Links a ticket to the page that answers it, by the policy. Done again for the same ticket, it replaces what no person has judged. */
@Component("linkTicket")
class LinkTicket {

    private final LinkStore store;
    private final LinkThresholds thresholds;
    private final MeterRegistry meters;

    LinkTicket(LinkStore store, LinkThresholds thresholds, MeterRegistry meters) {
        this.store = store;
        this.thresholds = thresholds;
        this.meters = meters;
    }

    /** @param found of a stored ticket */
    public Linking link(Case found) {
        Ticket ticket = found.ticket();
        List<Link> judged = store.judged(ticket.id());
        Set<String> rejected = judged.stream().filter(link -> link.state() == Link.State.REJECTED).map(Link::page).collect(Collectors.toSet());
        Ruling ruling = LinkRule.rule(found, judged.stream().anyMatch(Link::stands), rejected, thresholds);
        if (ruling.outcome() != Outcome.SETTLED && ruling.outcome() != Outcome.UNKNOWN) {
            store.replace(ticket, ruling);
        }
        meters.counter("serai.links", "outcome", ruling.outcome().name().toLowerCase(Locale.ROOT)).increment();
        return new Linking(ticket.id(), ticket.tenant(), ruling.outcome());
    }
}
