package io.serai.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.language.Shortened;
import java.time.Instant;
import java.util.List;

/**
 * A thread as it was with one of its messages: what the ticket says by then.
 *
 * @param id        identity of the thread, the ticket's external id
 * @param title     what it is about
 * @param requester who began it
 * @param createdAt when the server received its first message
 * @param changedAt when the server received the newest one, later than that of each one before
 * @param sequence  how many messages it has
 * @param text      what the first one says
 * @param later     what the others add, in order; of many the newest
 * @param omitted   how many of the others are left out
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ThreadView(String id, String title, MailMessage.Person requester, Instant createdAt, Instant changedAt, int sequence, String text,
                  List<Later> later, int omitted) {

    private static final int TEXT = 24_576;
    private static final int LATER = 32_768;
    private static final int ONE = 8_192;

    ThreadView {
        later = List.copyOf(later);
    }

    /** @param author name and address */
    record Later(String author, Instant at, String text) {
    }

    /** The thread of a message of which nothing else is known. */
    static ThreadView alone(MailMessage message, Instant receivedAt) {
        return of(message.root(), Subjects.title(message), message.from(), receivedAt, receivedAt, 1, List.of(new Later(null, receivedAt, OwnWords.ofFirst(message.text()))));
    }

    /** @param all what the first message says, and what the newest ones add, in order */
    static ThreadView of(String id, String title, MailMessage.Person requester, Instant createdAt, Instant changedAt, int sequence, List<Later> all) {
        int from = all.size();
        int length = 0;
        while (from > 1 && length < LATER) {
            from--;
            length += Math.min(all.get(from).text().length(), ONE);
        }
        if (length > LATER && from < all.size() - 1) {
            from++;
        }
        return new ThreadView(id, title, requester, createdAt, changedAt, sequence, all.isEmpty() ? "" : Shortened.to(all.get(0).text(), TEXT),
            all.isEmpty() ? List.of() : all.subList(Math.max(1, from), all.size()).stream()
                .map(one -> new Later(one.author(), one.at(), Shortened.to(one.text(), ONE))).toList(),
            Math.max(0, sequence - 1 - Math.max(0, all.size() - Math.max(1, from))));
    }
}
