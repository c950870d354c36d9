package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Reads the page that a source kamelet put together: {@code {"records":[{"key","changedAt","body"}],"more":bool,"after":any,"keep":bool}}. */
@Component("readPage")
class ReadPage {

    private static final int KEY = 400;

    /** @throws UnreadableEventException if it is no such page; then nothing of it is stored and the cursor stays */
    public RecordPage read(@Body JsonNode page, @Variable("poll") Poll poll) {
        if (!page.path("records").isArray() || !page.path("more").isBoolean()) {
            throw new UnreadableEventException("the source kamelet of connector " + poll.connector() + " made no page");
        }
        List<RecordPage.Record> records = new ArrayList<>();
        for (JsonNode record : page.path("records")) {
            String key = record.path("key").asText("");
            if (key.isBlank() || key.length() > KEY || record.path("body").isMissingNode()) {
                throw new UnreadableEventException("a record polled by connector " + poll.connector() + " has no key of 1 to " + KEY + " characters");
            }
            records.add(new RecordPage.Record(key, Times.read(record.path("changedAt").asText(null)), record.path("body")));
        }
        return new RecordPage(poll, records, page.path("more").asBoolean(), page.path("after").toString(), page.path("keep").asBoolean());
    }
}
