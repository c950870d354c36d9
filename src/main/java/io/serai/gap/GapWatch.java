package io.serai.gap;

/** Is told how far a report is. */
@FunctionalInterface
public interface GapWatch {

    /** @param step what is counted, such as {@code tickets read} */
    void at(String step, int done, int all);
}
