package io.serai.knowledge;

import io.serai.api.EventStreams;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells how far the process that is asked is with reading, embedding and indexing. */
@RestController
@RequestMapping("/api/v1/knowledge/progress")
class KnowledgeProgressController {

    /** There is but one thing to listen to. */
    private static final String ALL = "knowledge";

    private final LiveIndex index;
    private final KeepKnowledge keeper;
    private final EventStreams<String> streams;

    KnowledgeProgressController(LiveIndex index, KeepKnowledge keeper) {
        this.index = index;
        this.keeper = keeper;
        this.streams = new EventStreams<>("knowledge-events", wanted -> Map.of(ALL, event()));
    }

    /** Produces whatever is asked for, so that who asks for nothing in particular gets JSON, not a stream. */
    @Operation(summary = "Tells how far this process is with embedding and indexing the knowledge",
        description = "Ask for text/event-stream to be told each change. An event is named after the state; the last one is ready.")
    @GetMapping
    KnowledgeProgress progress() {
        return KnowledgeProgress.of(index, keeper);
    }

    @Operation(summary = "Tells how far this process is with embedding and indexing the knowledge",
        description = "Ask for text/event-stream to be told each change. An event is named after the state; the last one is ready.")
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events() {
        return streams.listen(ALL);
    }

    private EventStreams.Event event() {
        KnowledgeProgress now = progress();
        return new EventStreams.Event(now.state(), now, now.settled());
    }

    @PreDestroy
    void stop() {
        streams.close();
    }
}
