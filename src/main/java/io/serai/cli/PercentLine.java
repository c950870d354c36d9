package io.serai.cli;

import java.io.PrintStream;

/** Shows how far a command is, once it takes over two seconds: a line that moves if a person looks on, else a line now and then. */
final class PercentLine {

    private static final long SILENT_NANOS = 2_000_000_000L;
    private static final long MOVE_NANOS = 200_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;
    private static final int WIDTH = 24;

    private final String name;
    private final PrintStream out;
    private final boolean terminal = System.console() != null && System.getenv("TERM") != null;
    private final long begin = System.nanoTime();
    private long shown = begin + SILENT_NANOS - LINE_NANOS;
    private boolean begun;

    PercentLine(String name, PrintStream out) {
        this.name = name;
        this.out = out;
    }

    /** @param percent 0 to 100 */
    void at(int percent) {
        long now = System.nanoTime();
        boolean due = now - begin >= SILENT_NANOS && now - shown >= (terminal ? MOVE_NANOS : LINE_NANOS);
        if (due || percent >= 100 && begun) {
            int full = percent * WIDTH / 100;
            String line = name + " [" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] " + percent + " %";
            out.print(terminal && percent < 100 ? "\r" + line : (terminal ? "\r" : "") + line + System.lineSeparator());
            out.flush();
            shown = now;
            begun = true;
        }
    }
}
