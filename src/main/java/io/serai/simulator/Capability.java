package io.serai.simulator;

/** What a system can do; a test that needs what one cannot is left out for it, and says why. */
public enum Capability {
    /** Records can be fetched. */
    POLL("nothing can be fetched from it"),
    /** It hands over what happens by itself, and keeps how far it came; a poll is then that the hub has taken what is there. */
    FEED("it is asked, and hands over nothing by itself"),
    /** A record that a person changed is fetched again, not only one that is new or over. */
    POLL_CHANGES("what is fetched is new or over"),
    /** Records of one time come in pages of {@link ConnectedSystem#pageSize()}. */
    PAGES("its records come at once"),
    /** Pages are parts of a list that changes while it is read. */
    LIST("what is being read there does not change any more"),
    /** Where a poll goes on is a time, so that something can be put in behind it. */
    TIMES("where reading goes on is a place and no time, and nothing can be put in behind it"),
    /** Records that are fetched say when they changed, or which change it was. */
    VERSIONS("its records do not say which change it was"),
    /** Records have a status: people take them on and resolve them. */
    STATES("its records have no status that people set"),
    /** It sends webhooks. */
    HOOK("it sends no webhooks"),
    /** Its webhooks say when it happened, so that they may come in any order. */
    HOOK_TIMES("its webhooks do not say when it happened"),
    /** It takes notes. */
    NOTE("it takes no notes"),
    /** It tells what people said on its records. */
    COMMENT("what people say on its records it does not tell"),
    /** A note can set the status, where the connector's file allows it. */
    STATUS("a note sets no status there"),
    /** Records that are fetched say who changed them last, so that our own changes are known again. */
    AUTHOR("its records do not say who changed them"),
    /** It is reached over a network: calls fail, and answers get lost. */
    NETWORK("it is not reached over a network"),
    /** It asks for credentials, which can be withdrawn. */
    CREDENTIALS("it asks for no credentials"),
    /** Whether the credentials are right can be asked. */
    CHECK("whether its credentials are right cannot be asked"),
    /** Which permission is missing can be asked, one by one. */
    PERMISSIONS("its permissions cannot be asked one by one"),
    /** It refuses calls for their rate, and may say for how long. */
    RATE("it does not refuse calls for their rate"),
    /** Calls bear a token that is asked for first, and runs out. */
    TOKEN("its calls bear no token");

    private final String lack;

    Capability(String lack) {
        this.lack = lack;
    }

    /** What is to be said of a system without it. */
    public String lack() {
        return lack;
    }
}
