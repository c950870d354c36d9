package io.serai.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * What a decision rests on, for people to check: its three questions, each with its answer.
 *
 * @param tell        what the person is told
 * @param act         what the hub does by itself
 * @param knowledge   what is done about knowledge
 * @param reliability on which the second question was answered
 * @param wouldChange what would have changed the decision, in words, one change each; possibly nothing
 * @param experiment  that the ticket is part of, or {@code null}
 * @param variant     of that experiment, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Grounds(Answer<Tell> tell, Answer<Act> act, Answer<Knowledge> knowledge, Reliability reliability, List<String> wouldChange,
                      String experiment, String variant) {

    /** What the person is told. */
    public enum Tell {
        /** The answer, which closes the ticket. */
        @JsonProperty("resolve") RESOLVE,
        /** The answer; whether it helped is looked at later. */
        @JsonProperty("follow-up") FOLLOW_UP,
        /** A question. */
        @JsonProperty("clarify") CLARIFY,
        /** That people take over. */
        @JsonProperty("assign") ASSIGN
    }

    /** What the hub does by itself. */
    public enum Act {
        /** An action, without a person. */
        @JsonProperty("alone") ALONE,
        /** It prepares an action that a person approves or rejects. */
        @JsonProperty("ask") ASK,
        @JsonProperty("nothing") NOTHING
    }

    /** What is done about knowledge. */
    public enum Knowledge {
        /** A page answers the ticket: it is linked. */
        @JsonProperty("link") LINK,
        /** Pages may answer it: a person judges them. */
        @JsonProperty("review") REVIEW,
        /** No page answers it: one is to be drafted, from what helped with similar tickets or by a person. */
        @JsonProperty("draft") DRAFT,
        /** Whether a page answers it cannot be told. */
        @JsonProperty("unknown") UNKNOWN
    }

    /**
     * The answer to one question.
     *
     * @param why in words, possibly nothing
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Answer<T>(T what, List<String> why) {
        public Answer {
            Objects.requireNonNull(what, "what");
            why = why == null ? List.of() : List.copyOf(why);
        }
    }

    public Grounds {
        Objects.requireNonNull(tell, "tell");
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(knowledge, "knowledge");
        Objects.requireNonNull(reliability, "reliability");
        wouldChange = wouldChange == null ? List.of() : List.copyOf(wouldChange);
    }

    /** The same where the requester said that it helped: nothing is done any more. */
    Grounds settled(Tell told, String reason) {
        return new Grounds(new Answer<>(told, List.of(reason)), new Answer<>(Act.NOTHING, List.of(reason)), knowledge, reliability, List.of(), experiment, variant);
    }

    /** The same where the talk with the requester speaks against telling them anything: what else would have been another decision no longer holds. */
    Grounds heeding(String reason) {
        return new Grounds(new Answer<>(Tell.ASSIGN, List.of(reason)), act, knowledge, reliability, List.of(), experiment, variant);
    }
}
