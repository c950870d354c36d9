package io.serai.llm;

import java.util.Optional;

/** The models that the hub may ask. Safe for concurrent use. */
public interface Models {

    /** What is done without a model goes by this name, so that no provider may have it. */
    String OFFLINE = "offline";

    /** False if there is no provider to ask. */
    boolean available();

    /**
     * Asks the providers in their order until one gives an answer that can be read, or their common deadline ({@code serai.llm.deadline}) is over.
     *
     * @throws IllegalStateException if the thread is interrupted meanwhile
     */
    <T> Result<T> ask(Question question, Reading<T> reading);

    /** How an answer is read. */
    interface Reading<T> {
        /**
         * @param provider name of the provider that answered
         * @param model    the one that answered
         * @throws UnusableAnswerException if the answer is not as asked for; it is then put back once, or the next provider is asked
         */
        T read(String answer, String provider, String model) throws UnusableAnswerException;
    }

    /**
     * @param answer   the first usable one, if any
     * @param failures why the providers asked before it, or all of them, gave none; absent if none failed
     */
    record Result<T>(Optional<T> answer, Optional<String> failures) {
    }
}
