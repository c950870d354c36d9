package io.serai.work;

/** Marks an exception that no retry can mend: the work goes to the dead letters at once. */
public interface NotRetryable {
}
