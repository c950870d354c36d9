package io.serai.conversation;

import io.serai.ticket.Ticket;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What may be asked about a ticket, those first whose answers help most. */
final class Questions {

    /** So many are asked at once: people answer one or two. */
    static final int AT_ONCE = 2;
    /** A description shorter than this, in characters, is asked to be made longer. */
    private static final int SHORT = 80;

    private static final List<Question> ALL = List.of(
        new Question("affected-system", ticket -> ticket.affectedSystem() == null),
        new Question("error-message", ticket -> ticket.errorMessages() == null),
        new Question("what-happens", ticket -> ticket.description() == null || ticket.description().length() < SHORT),
        new Question("steps-taken", ticket -> ticket.stepsTaken() == null),
        new Question("impact", ticket -> ticket.businessImpact() == null),
        new Question("what-changed", ticket -> true));

    private Questions() {
    }

    private record Question(String code, Predicate<Ticket> open) {
    }

    /**
     * The next ones.
     *
     * @param asked codes of what was asked already
     * @return codes, possibly none: then there is nothing left to ask
     */
    static List<String> next(Ticket ticket, List<String> asked) {
        return ALL.stream().filter(question -> question.open().test(ticket)).map(Question::code).filter(code -> !asked.contains(code)).limit(AT_ONCE).toList();
    }

    /** Codes of all that may be asked. */
    static Stream<String> codes() {
        return ALL.stream().map(Question::code);
    }
}
