package io.serai.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that was said.
 *
 * @param id           ours
 * @param conversation id of the conversation
 * @param ticketId     the ticket that it is about, or {@code null} in a chat that none was filed from
 * @param direction    {@code in}: a person said it, {@code out}: the hub did
 * @param author       who, as told; {@code hub} for the hub
 * @param helped       of an answer to the question whether something helped: what it plainly says; {@code null} if it does not, and of all others
 * @param sources      what an answer of the hub stands on, possibly nothing
 * @param position     grows from message to message
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Message(String id, String conversation, String ticketId, Direction direction, String author, Channel channel, String text, Instant at,
               Boolean helped, List<Source> sources, @JsonIgnore long position) {

    static final String HUB = "hub";

    Message {
        Objects.requireNonNull(text, "text");
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    enum Direction {
        IN, OUT;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The way it came, or goes. */
    enum Channel {
        API, SOURCE, EMAIL;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
