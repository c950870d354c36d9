package io.serai.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.language.Sha256;
import java.util.Map;
import java.util.TreeMap;

/** What is stored of a row: its cells by column, and beside them what the normalising kamelet needs that no column says. */
final class RowPayload {

    /** The field with what the hub adds; a column of this name is left out. */
    static final String OURS = "_serai";

    private RowPayload() {
    }

    /**
     * @param record  is changed
     * @param mapping parameters of the normalising kamelet that are others for this row
     */
    static ObjectNode of(ObjectNode record, Map<String, String> mapping) {
        record.remove(OURS);
        String hash = hash(record);
        ObjectNode ours = record.putObject(OURS).put("hash", hash);
        if (!mapping.isEmpty()) {
            ObjectNode given = ours.putObject("mapping");
            new TreeMap<>(mapping).forEach(given::put);
        }
        return record;
    }

    /** Of what the row says, in whatever order its columns stand. */
    private static String hash(ObjectNode record) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        record.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
        StringBuilder said = new StringBuilder();
        sorted.forEach((name, value) -> said.append(name).append('\u001f').append(value).append('\u001e'));
        return Sha256.hex(said.toString(), 16);
    }
}
