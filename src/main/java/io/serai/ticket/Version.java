package io.serai.ticket;

import io.serai.language.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The version of an update of a ticket. Versions are totally ordered, so that any order of arrival ends in the same state: first the
 * source's time, then its own version number ({@code labels.sourceVersion}), then the status further down a ticket's life, then the content.
 *
 * @param updatedAt     when the source changed it
 * @param sourceVersion the source's counter within that time, or 0
 * @param rank          ordinal of the status
 * @param fingerprint   of what an analysis depends on
 * @param rest          all else but our id and the time of opening, which merging changes
 */
record Version(Instant updatedAt, long sourceVersion, int rank, String fingerprint, String rest) implements Comparable<Version> {

    static final String LABEL = "sourceVersion";

    private static final Comparator<Version> ORDER = Comparator.comparing(Version::updatedAt).thenComparing(Version::sourceVersion)
        .thenComparing(Version::rank).thenComparing(Version::fingerprint).thenComparing(Version::rest);

    static Version of(Ticket ticket) {
        // microseconds: that is what the database keeps
        Instant time = ticket.updatedAt().truncatedTo(ChronoUnit.MICROS);
        long number = ticket.label(LABEL).filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L);
        return new Version(time, number, ticket.status().ordinal(), fingerprint(ticket),
            ticket.withId(null).withCreatedAt(time).toString());
    }

    /**
     * An alert's description changes with every repetition (values, links with times), so for alerts it does not count;
     * for what people write it does.
     */
    private static String fingerprint(Ticket ticket) {
        Ticket.Requester requester = ticket.requester();
        String content = Stream.of(ticket.kind(), ticket.title(), ticket.kind() == Kind.ALERT ? null : ticket.description(), ticket.category(),
                ticket.priority(), ticket.affectedSystem(), ticket.errorMessages(), requester == null ? null : requester.email(),
                ticket.autoRemediation())
            .map(part -> Objects.toString(part, "")).collect(Collectors.joining("\u001f"));
        return Sha256.hex(content, 16);
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }
}
