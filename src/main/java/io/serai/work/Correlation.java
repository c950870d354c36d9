package io.serai.work;

import java.util.Optional;
import org.slf4j.MDC;

/** The correlation id of what this thread is at: the id of the raw event it all follows from. Stands in every log line. */
public final class Correlation {

    /** The MDC key. */
    public static final String KEY = "correlation";

    private Correlation() {
    }

    /** Runs {@code step} under a correlation id. */
    public static void with(String id, Runnable step) {
        String before = MDC.get(KEY);
        if (id != null) {
            MDC.put(KEY, id);
        }
        try {
            step.run();
        } finally {
            if (before == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, before);
            }
        }
    }

    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(KEY));
    }
}
