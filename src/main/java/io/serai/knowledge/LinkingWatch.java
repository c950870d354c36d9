package io.serai.knowledge;

/** Is told how far an evaluation or a training is, and what is wrong with single files. */
public interface LinkingWatch {

    /** @param step what is counted, such as {@code runbooks embedded} */
    void at(String step, int done, int all);

    void told(String message);
}
