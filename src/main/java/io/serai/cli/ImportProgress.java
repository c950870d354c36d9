package io.serai.cli;

import io.serai.file.FileFeed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Shows how far an import is: a bar that moves if a person looks on, else a line now and then; and at the end what became of the rows. */
final class ImportProgress implements AutoCloseable {

    private static final int WIDTH = 24;
    private static final long BAR_NANOS = 200_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final String name;
    private final PrintStream out;
    private final boolean terminal = System.console() != null && System.getenv("TERM") != null;
    private final long begin = System.nanoTime();
    private long shown = begin;
    private FileFeed first;
    private FileFeed now;

    ImportProgress(Path file, PrintStream out) {
        this.name = String.valueOf(file.getFileName());
        this.out = out;
    }

    void at(FileFeed feed) {
        if (first == null) {
            first = feed;
            if (feed.counts().rows() > 0) {
                out.printf(Locale.ROOT, "%s: %,d rows were done before%n", name, feed.counts().rows());
            }
        }
        now = feed;
        long time = System.nanoTime();
        if (time - shown >= (terminal ? BAR_NANOS : LINE_NANOS) && feed.isMore()) {
            shown = time;
            out.print(terminal ? "\r" + line() + " \u001b[K" : line() + System.lineSeparator());
            out.flush();
        }
    }

    private String line() {
        double share = now.size() == 0 ? 1 : (double) now.offset() / now.size();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double done = Math.max(1, now.offset() - first.offset());
        long left = Math.round(seconds * (now.size() - now.offset()) / done);
        int full = (int) Math.round(share * WIDTH);
        return String.format(Locale.ROOT, "%s [%s%s] %3.0f %%  %,d rows  %,.0f rows/s  %d:%02d left", name, "#".repeat(full), "-".repeat(WIDTH - full),
            100 * share, now.counts().rows(), rate(seconds), left / 60, left % 60);
    }

    private double rate(double seconds) {
        return (now.counts().rows() - first.counts().rows()) / Math.max(seconds, 0.001);
    }

    /** Says what became of the rows. */
    @Override
    public void close() {
        if (now == null) {
            return;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        FileFeed.Counts counts = now.counts();
        out.printf(Locale.ROOT, "%s%s: %,d rows: %,d new, %,d known, %,d that make no ticket; %.1f s, %,.0f rows/s%n", terminal ? "\r\u001b[K" : "", name,
            counts.rows(), counts.fresh(), counts.known(), counts.faulty(), seconds, rate(seconds));
    }
}
