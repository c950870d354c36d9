package io.serai.decision;

/** The ways a ticket can go from a decision. */
public enum Path {
    /** An action of the catalogue is executed, without a person. */
    REMEDIATE,
    /** An action is prepared and waits for a person's approval. */
    ASK_APPROVAL,
    /** The answer is certain enough to close the matter: it is written back and the ticket resolved. */
    RESOLVE,
    /** The answer is written back, and whether it helped is looked at later. */
    FOLLOW_UP,
    /** The requester is asked for what is missing. */
    CLARIFY,
    /** People take over, with all that was found. */
    ESCALATE,
    /** Nothing is done: the ticket was resolved or closed in the meantime, or more was said about it and another analysis follows. */
    LEAVE
}
