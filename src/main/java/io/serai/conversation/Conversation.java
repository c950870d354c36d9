package io.serai.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A conversation as it stands.
 *
 * @param ticketId   of a chat the ticket that was filed from it, or {@code null}
 * @param reason     why it ended, or {@code null}
 * @param language   of what the hub says in it, ISO 639-1
 * @param rounds     how many of the hub's questions were answered; of a chat how many of a person's
 * @param asked      codes of what was asked
 * @param seen       what the ticket said when the last question was asked
 * @param dueAt      until when an answer is waited for, or {@code null}
 * @param commentsMissing why the ticket's source did not tell when it was last asked for comments, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Conversation(String id, @JsonIgnore String tenant, String ticketId, Kind kind, State state, String reason, String language, int rounds,
                    @JsonIgnore int openings, @JsonIgnore List<String> asked, @JsonIgnore List<String> seen, Instant openedAt, Instant askedAt,
                    Instant answeredAt, Instant dueAt, Instant endedAt, String commentsMissing) {

    enum Kind {
        CLARIFY, FOLLOW_UP, CHAT;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String json) {
            return valueOf(json.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    enum State {
        /** A chat. */
        OPEN,
        /** For an answer. */
        WAITING,
        /** There is an answer, and the hub is at it. */
        ANSWERED,
        /** People have taken over. */
        HANDED_OVER,
        CLOSED;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State of(String json) {
            return valueOf(json.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        boolean goesOn() {
            return this == WAITING || this == ANSWERED;
        }
    }
}
