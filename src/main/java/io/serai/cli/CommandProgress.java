package io.serai.cli;

import java.io.PrintStream;
import java.util.Locale;

/** Shows on standard error how far a command is, if it takes over two seconds: a bar that moves if a person looks on, else a line now and then. */
final class CommandProgress implements AutoCloseable {

    private static final int WIDTH = 24;
    private static final long SILENT_NANOS = 2_000_000_000L;
    private static final long BAR_NANOS = 200_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal = System.console() != null && System.getenv("TERM") != null;
    private final long silentUntil = System.nanoTime() + SILENT_NANOS;
    private long next = silentUntil;
    private String last = "";
    private boolean bar;

    CommandProgress(PrintStream out) {
        this.out = out;
    }

    /** @param step what is done, such as {@code runbooks embedded} */
    synchronized void at(String step, int done, int all) {
        long now = System.nanoTime();
        boolean another = !step.equals(last) && now - silentUntil >= 0;
        if (now - next < 0 && !another) {
            return;
        }
        last = step;
        next = now + (terminal ? BAR_NANOS : LINE_NANOS);
        double share = all == 0 ? 1 : (double) done / all;
        int full = (int) Math.round(share * WIDTH);
        String line = String.format(Locale.ROOT, "[%s%s] %3.0f %%  %,d of %,d %s", "#".repeat(full), "-".repeat(WIDTH - full), 100 * share, done, all, step);
        out.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
        out.flush();
        bar = terminal;
    }

    @Override
    public synchronized void close() {
        if (bar) {
            out.print("\r\u001b[K");
            out.flush();
            bar = false;
        }
    }
}
