package io.serai.conversation;

import io.serai.ticket.Kind;
import io.serai.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a ticket says, as far as a person may answer a question by changing it. */
final class SeenTicket {

    private SeenTicket() {
    }

    /** The texts in a fixed order, empty where there is none. An alert's description changes with each repetition, and answers nothing. */
    static List<String> of(Ticket ticket) {
        return Stream.of(ticket.title(), ticket.kind() == Kind.ALERT ? null : ticket.description(), ticket.affectedSystem(), ticket.errorMessages(),
            ticket.stepsTaken(), ticket.businessImpact()).map(text -> Objects.requireNonNullElse(text, "")).toList();
    }

    /**
     * What was added since.
     *
     * @param before as {@link #of} told it
     * @return one part a text that is another now, without what stood there before; none if nothing changed
     */
    static List<String> added(List<String> before, List<String> now) {
        List<String> added = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            String old = i < before.size() ? before.get(i) : "";
            if (!now.get(i).equals(old)) {
                added.add(without(old, now.get(i)));
            }
        }
        return added.stream().filter(text -> !text.isBlank()).collect(Collectors.toList());
    }

    private static String without(String old, String now) {
        int at = old.isEmpty() ? -1 : now.indexOf(old);
        return at < 0 ? now : (now.substring(0, at) + now.substring(at + old.length())).strip();
    }
}
