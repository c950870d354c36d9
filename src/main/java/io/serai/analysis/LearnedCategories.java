package io.serai.analysis;

import io.serai.classification.TicketClassifier;
import io.serai.ticket.Ticket;
import java.util.Optional;

/** What was learned from tickets that people gave a category. */
interface LearnedCategories {

    /** Nothing is learned yet. */
    LearnedCategories NONE = ticket -> Optional.empty();

    /** @return one of the hub's categories, with its calibrated confidence; empty until there was enough to learn from */
    Optional<TicketClassifier.Guess> guess(Ticket ticket);
}
