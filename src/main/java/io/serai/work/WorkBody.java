package io.serai.work;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** A record that can wait in the work queue. */
public interface WorkBody {

    /** Identity of this piece of work within its stage: queued twice before it is begun, it waits only once. At most 600 characters. */
    @JsonIgnore
    String workKey();

    /** Pieces of work with the same ordering key are done one after the other, oldest first. At most 600 characters. */
    @JsonIgnore
    String orderingKey();
}
