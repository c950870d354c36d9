package io.serai.knowledgebase;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An article or a runbook, as it stands in its latest version.
 *
 * @param id               ours, a time-ordered UUID
 * @param name             what people call it, and the name of its page in the store of knowledge: {@code KB-<number>}
 * @param state            of the latest version
 * @param version          number of the latest version, from 1
 * @param publishedVersion the version that the hub answers from, or {@code null}
 * @param revision         grows with each change but views and votes: the {@code ETag}
 * @param author           who wrote the latest version; {@link Drafts#AUTHOR} for what the hub drafted
 * @param remark           what the last reviewer said, or {@code null}
 * @param reviewAt         when somebody is to look whether it is still right, or {@code null}
 * @param document         its page in the store of knowledge, or {@code null}
 * @param draftedFrom      tickets whose resolutions the hub drafted it from, possibly none
 * @param views            how many people read it, each counted once a day
 * @param helpful          how many found that it helped, and {@code unhelpful} that it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Article(String id, String name, @JsonIgnore String tenant, Kind kind, State state, int version, Integer publishedVersion, int revision,
               @JsonUnwrapped Content content, String owner, String author, String remark, String submittedBy, String approvedBy,
               Instant publishedAt, Instant reviewAt, UUID document, List<String> draftedFrom, long views, int helpful, int unhelpful,
               Instant createdAt, Instant changedAt) {

    @JsonIgnore
    UUID uuid() {
        return UUID.fromString(id);
    }
}
