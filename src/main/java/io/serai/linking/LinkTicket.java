package io.serai.linking;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.decision.LinkThresholds;
import io.serai.knowledge.Case;
import io.serai.linking.LinkRule.Ruling;
import io.serai.linking.Linking.Outcome;
import io.serai.resolution.SimilarTickets;
import io.serai.ticket.Ticket;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Links a ticket to the page that answers it, by the policy. Done again for the same ticket, it replaces what no person has judged. */
@Component("linkTicket")
class LinkTicket {

    private final LinkStore store;
    private final GapStore gaps;
    private final SimilarTickets similar;
    private final LinkThresholds thresholds;
    private final Clock clock;
    private final MeterRegistry meters;

    LinkTicket(LinkStore store, GapStore gaps, SimilarTickets similar, LinkThresholds thresholds, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.gaps = gaps;
        this.similar = similar;
        this.thresholds = thresholds;
        this.clock = clock;
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
        boolean gap = ruling.outcome() == Outcome.GAP;
        boolean due = gap && similar.any(ticket.tenant());
        if (gap && !due) {
            gaps.keep(new Gap(ticket.id(), ticket.tenant(), ticket.title(), 0.0, Gap.Way.PERSON, null, List.of(), clock.instant()));
        }
        return new Linking(ticket.id(), ticket.tenant(), ruling.outcome(), due);
    }
}
