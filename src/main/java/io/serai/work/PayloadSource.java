package io.serai.work;

import java.util.Optional;

/** Finds the original payload behind a correlation id, for people who look at a dead letter. */
public interface PayloadSource {

    /** @return the raw bytes as they were received, if the correlation id is one of ours and they are still kept */
    Optional<byte[]> payload(String correlation);
}
