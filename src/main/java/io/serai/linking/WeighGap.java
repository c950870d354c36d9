package io.serai.linking;

import io.serai.decision.LinkThresholds;
import io.serai.knowledgebase.Drafts;
import io.serai.linking.Gap.Way;
import io.serai.resolution.SimilarTickets;
import io.serai.resolution.SimilarTickets.Similar;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Says who writes the page that a ticket lacks, by how likely a draft from similar resolved tickets is of use. */
@Component("weighGap")
class WeighGap {

    /** So many similar tickets are looked at. */
    static final int MOST = 10;

    private final Tickets tickets;
    private final SimilarTickets similar;
    private final Drafts drafts;
    private final GapStore store;
    private final LinkThresholds thresholds;
    private final Clock clock;

    WeighGap(Tickets tickets, SimilarTickets similar, Drafts drafts, GapStore store, LinkThresholds thresholds, Clock clock) {
        this.tickets = tickets;
        this.similar = similar;
        this.drafts = drafts;
        this.store = store;
        this.thresholds = thresholds;
        this.clock = clock;
    }

    /**
     * Weighs a gap anew, and keeps it. Where a page was drafted from the same tickets before, there is no second one, also if it was retired: then a
     * person thought that it is of no use.
     *
     * @throws IllegalStateException if the ticket is not stored
     */
    public Gap weigh(Linking linking) {
        Ticket ticket = tickets.find(linking.ticketId()).orElseThrow(() -> new IllegalStateException("ticket " + linking.ticketId() + " is not stored"));
        Agreement agreement = agreement(similar, ticket);
        List<String> ids = agreement.tickets().stream().map(Similar::ticketId).toList();
        Way way = !thresholds.alone() || agreement.likelihood() < thresholds.offerDraft() ? Way.PERSON
            : agreement.likelihood() < thresholds.draft() ? Way.OFFERED : Way.DRAFTED;
        Gap gap = new Gap(ticket.id(), ticket.tenant(), ticket.title(), agreement.likelihood(), way,
            drafts.draftedFrom(ticket.tenant(), ids).map(Object::toString).orElse(null), ids, clock.instant());
        store.keep(gap);
        return gap;
    }

    static Agreement agreement(SimilarTickets similar, Ticket ticket) {
        String text = Stream.of(ticket.description(), ticket.errorMessages()).filter(part -> part != null).collect(Collectors.joining("\n"));
        return Agreement.of(similar.find(ticket.tenant(), ticket.title(), text, Optional.of(ticket.id()), MOST));
    }
}
