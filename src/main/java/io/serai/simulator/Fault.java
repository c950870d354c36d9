package io.serai.simulator;

/** What may go wrong with a call. */
public enum Fault {
    /** 429, with the vendor's own headers; nothing is done. */
    TOO_MANY_CALLS,
    /** 500; nothing is done. */
    SERVER_ERROR,
    /** 503 without a word on when; nothing is done. */
    UNAVAILABLE,
    /** The answer lacks its end, and the length it announced says so. */
    TRUNCATED,
    /** An answer that is whole, and no JSON. */
    MALFORMED,
    /** A page for people, with status 200, as a log in or a proxy shows it. */
    HTML,
    /** 200 and nothing. */
    EMPTY,
    /** 302 to another path of the same system. */
    REDIRECT,
    /** 2 MiB of JSON. */
    OVERSIZED,
    /** 64 MiB that travel as 64 kB. */
    GZIP_BOMB,
    /** No first byte until the faults are over. */
    HANGS,
    /** A byte now and then, until the faults are over. */
    TRICKLES,
    /** It is done, and the caller is told 502. */
    ANSWER_LOST,
    /** It is done, and no answer comes until the faults are over. */
    ANSWER_LATE,
    /** It is done, and the connection is cut without an answer. */
    CONNECTION_CUT
}
