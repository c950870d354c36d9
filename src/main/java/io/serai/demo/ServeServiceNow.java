package io.serai.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The Table API of the simulated ServiceNow: Basic auth, encoded queries, paging with X-Total-Count and Link, PATCH. */
@Component("serveServiceNow")
@Profile("demo")
class ServeServiceNow {

    private static final int CAP = 10_000;

    private final ServiceNowTable tables;
    private final DemoFaults faults;
    private final ObjectMapper json;
    private final Environment environment;

    ServeServiceNow(ServiceNowTable tables, DemoFaults faults, ObjectMapper json, Environment environment) {
        this.tables = tables;
        this.faults = faults;
        this.json = json;
        this.environment = environment;
    }

    public DemoAnswer serve(@Header("Authorization") String authorization, @Header(Exchange.HTTP_METHOD) String method,
                            @Header(Exchange.HTTP_QUERY) String query, @Header("table") String table, @Header("record") String record,
                            @Body String body) throws JsonProcessingException {
        Optional<DemoAnswer> fault = faults.next();
        if (fault.isPresent()) {
            return fault.get();
        }
        String user = environment.getRequiredProperty("SERAI_SERVICENOW_USERNAME");
        String expected = "Basic " + Base64.getEncoder().encodeToString(
            (user + ":" + environment.getRequiredProperty("SERAI_SERVICENOW_PASSWORD")).getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(authorization)) {
            return error(401, "User Not Authenticated", "Required to provide Auth information");
        }
        if (!List.of("incident", "sys_journal_field").contains(table)) {
            return error(400, "Invalid table " + table, "");
        }
        if (method.equals("GET") && record == null) {
            return list(table, parameters(query));
        }
        if (method.equals("PATCH") && record != null && table.equals("incident")) {
            Map<String, String> fields = json.readValue(body, new TypeReference<>() { });
            return tables.update(record, fields, user).map(this::result)
                .orElseGet(() -> error(404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval"));
        }
        return error(405, "Method not supported", "");
    }

    private DemoAnswer list(String table, Map<String, String> parameters) throws JsonProcessingException {
        List<Map<String, String>> rows = tables.query(table, parameters.getOrDefault("sysparm_query", ""));
        int offset = Integer.parseInt(parameters.getOrDefault("sysparm_offset", "0"));
        int limit = Math.min(CAP, Integer.parseInt(parameters.getOrDefault("sysparm_limit", Integer.toString(CAP))));
        String fields = parameters.getOrDefault("sysparm_fields", "");
        List<Map<String, String>> page = rows.stream().skip(offset).limit(limit).map(row -> only(row, fields)).toList();
        String next = offset + limit >= rows.size() ? null
            : "<" + environment.getProperty("SERAI_SERVICENOW_URL") + "/api/now/table/" + table + "?sysparm_limit=" + limit + "&sysparm_offset="
                + (offset + limit) + ">;rel=\"next\"";
        return new DemoAnswer(200, null, rows.size(), next, json.writeValueAsString(Map.of("result", page)));
    }

    private static Map<String, String> only(Map<String, String> row, String fields) {
        if (fields.isEmpty()) {
            return row;
        }
        Map<String, String> some = new LinkedHashMap<>();
        for (String field : fields.split(",")) {
            some.put(field, row.getOrDefault(field, ""));
        }
        return some;
    }

    private DemoAnswer result(Map<String, String> row) {
        try {
            return DemoAnswer.ok(json.writeValueAsString(Map.of("result", row)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private DemoAnswer error(int status, String message, String detail) {
        try {
            return DemoAnswer.of(status, json.writeValueAsString(Map.of("error", Map.of("message", message, "detail", detail), "status", "failure")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
