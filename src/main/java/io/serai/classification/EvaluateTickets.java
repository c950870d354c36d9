package io.serai.classification;

import io.serai.classification.TicketFigures.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Measures {@link TicketClassifier} on tickets that it was not trained on. */
public final class EvaluateTickets {

    private EvaluateTickets() {
    }

    /**
     * In five parts, each guessed by what the other four teach.
     *
     * @throws IllegalArgumentException if there are too few tickets to learn from
     */
    public static TicketFigures crossValidated(List<LabelledTicket> tickets) {
        int[] parts = Folds.of(tickets);
        List<Outcome> outcomes = new ArrayList<>();
        for (int part = 0; part < Folds.PARTS; part++) {
            outcomes.addAll(guessed(TicketClassifier.train(Folds.part(tickets, parts, part, false)), Folds.part(tickets, parts, part, true)));
        }
        return TicketFigures.of(outcomes);
    }

    /** @throws IllegalArgumentException if there are too few examples to learn from, or no tickets */
    public static TicketFigures trained(List<LabelledTicket> examples, List<LabelledTicket> tickets) {
        if (tickets.isEmpty()) {
            throw new IllegalArgumentException("there are no tickets to guess");
        }
        return TicketFigures.of(guessed(TicketClassifier.train(examples), tickets));
    }

    private static List<Outcome> guessed(TicketClassifier classifier, List<LabelledTicket> tickets) {
        return tickets.stream().map(ticket -> new Outcome(ticket.category(), classifier.classify(ticket.title(), ticket.description()))).toList();
    }
}
