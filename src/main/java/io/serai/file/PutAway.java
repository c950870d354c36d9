package io.serai.file;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.file.FileFeed.Counts;
import io.serai.file.FileFeed.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Moves a file of a watched folder that is done to {@code done/}; one with rows that make no ticket to {@code failed/}, with its error file beside it.
 * The time at which its import was begun stands before its name, so that nothing is overwritten.
 */
@Component("putAway")
class PutAway {

    private static final Logger LOG = LoggerFactory.getLogger(PutAway.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ImportStore store;
    private final MeterRegistry meters;

    PutAway(ImportStore store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
    }

    /** @throws IOException if it cannot be moved; it is found again then, and is done already */
    public void put(FileFeed feed, @Variable("marker") String marker) throws IOException {
        if (feed.state() == State.LATER) {
            return;
        }
        Path target = free(feed);
        if (!feed.isFlawless()) {
            FaultFile.write(store, feed, target.resolveSibling(target.getFileName() + ".errors.csv"));
        }
        try {
            Files.move(feed.file(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            LOG.debug("file {}: another hub has put it away", OpenFile.shown(feed.file()));
            return;
        }
        if (!marker.isEmpty()) {
            Files.deleteIfExists(feed.file().resolveSibling(feed.file().getFileName() + marker));
        }
        tell(feed, target);
    }

    /** A name that is not taken. */
    private static Path free(FileFeed feed) throws IOException {
        Path folder = feed.file().resolveSibling(feed.isFlawless() ? "done" : "failed");
        Files.createDirectories(folder);
        String name = STAMP.format(feed.begunAt()) + "-" + feed.file().getFileName();
        Path target = folder.resolve(name);
        for (int n = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); n++) {
            target = folder.resolve(STAMP.format(feed.begunAt()) + "-" + n + "-" + feed.file().getFileName());
        }
        return target;
    }

    private void tell(FileFeed feed, Path target) {
        Counts counts = feed.counts();
        String name = OpenFile.shown(feed.file());
        meters.counter("serai.file.imports", "connector", feed.connector(), "outcome", feed.isFlawless() ? "done" : "failed").increment();
        if (feed.isFlawless()) {
            LOG.info("connector {}: file {}: {} rows, {} new, {} known", feed.connector(), name, counts.rows(), counts.fresh(), counts.known());
        } else {
            LOG.warn("connector {}: file {}: {} rows, {} new, {} known, {} that make no ticket{}; see {}.errors.csv", feed.connector(), name, counts.rows(),
                counts.fresh(), counts.known(), counts.faulty(), feed.problem().map(words -> "; " + words).orElse(""), OpenFile.shown(target));
        }
    }
}
