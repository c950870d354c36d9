package io.serai.simulator;

/** What a simulated system can do; a test that needs what one cannot is left out for it. */
public enum Capability {
    /** Records can be fetched. */
    POLL,
    /** A record that a person changed is fetched again, not only one that is new or over. */
    POLL_CHANGES,
    /** Records of one time come in pages of {@link SimulatedVendor#pageSize()}. */
    PAGES,
    /** Records that are fetched say when they changed, or which change it was. */
    VERSIONS,
    /** It sends webhooks. */
    HOOK,
    /** Its webhooks say when it happened, so that they may come in any order. */
    HOOK_TIMES,
    /** It takes notes. */
    NOTE,
    /** A note can set the status, where the connector's file allows it. */
    STATUS,
    /** Records that are fetched say who changed them last, so that our own changes are known again. */
    AUTHOR,
    /** The shipped file's check of credentials and permissions holds for it. */
    CHECK,
    /** Calls bear a token that is asked for first, and runs out. */
    TOKEN
}
