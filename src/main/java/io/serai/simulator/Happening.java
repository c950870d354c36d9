package io.serai.simulator;

/** What may happen to a record, in the order of a record's life. */
public enum Happening { OPENED, TAKEN_ON, CHANGED, RESOLVED, OPENED_AGAIN }
