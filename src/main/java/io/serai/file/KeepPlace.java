package io.serai.file;

import io.serai.connector.FeedReceipt;
import io.serai.file.FileFeed.Counts;
import org.springframework.stereotype.Component;

/** Notes how far a file has come, once what was read is stored. A crash in between has the same rows read again, and stores none twice. */
@Component("keepPlace")
class KeepPlace {

    private final ImportStore store;
    private final FileProperties properties;

    KeepPlace(ImportStore store, FileProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /**
     * @param receipt with a {@link RowStep} as its mark
     * @return the file as it stands now
     */
    public FileFeed keep(FeedReceipt receipt) {
        RowStep step = (RowStep) receipt.mark();
        if (step.isLater()) {
            return step.feed();
        }
        if (step.problem().isPresent()) {
            return giveUp(step.feed(), step.problem().get());
        }
        FileFeed now = store.advance(step.feed(), step.after(), new Counts(step.rows(), receipt.fresh(), receipt.known(), step.faults().size()),
            step.faults());
        if (now.isMore() && now.counts().faulty() > properties.maxFaults()) {
            return giveUp(now, "more than " + properties.maxFaults() + " rows make no ticket; is the file mapped as it should be?");
        }
        return now;
    }

    private FileFeed giveUp(FileFeed feed, String problem) {
        store.giveUp(feed.id(), problem);
        return feed.givenUp(problem);
    }
}
