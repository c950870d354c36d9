package io.serai.connector;

/** Takes what the source of a feed says that refuses to be read: a consumer that tries again and again keeps it to itself. */
public interface FeedFaults {

    /** @param words for operators, without secrets */
    void refused(String connector, String words);
}
