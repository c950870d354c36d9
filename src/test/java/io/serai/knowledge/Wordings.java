package io.serai.knowledge;

/** Lets tests of other features make terms as the hub does. */
public final class Wordings {

    private Wordings() {
    }

    public static Wording hubs() {
        return new TicketTerms();
    }
}
