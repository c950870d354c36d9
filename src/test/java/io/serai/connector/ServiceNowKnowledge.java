package io.serai.connector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table {@code kb_knowledge} of ServiceNow's Table API, behind tokens that run out; times to the second, in UTC. */
final class ServiceNowKnowledge extends ArticleSite {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Pattern LIST = Pattern.compile("workflow_state=published\\^sys_updated_on>=([0-9: -]{19})\\^sys_idISNOTEMPTY\\^ORDERBYsys_updated_on\\^ORDERBYsys_id");
    private static final Pattern ONE = Pattern.compile("number=(KB[0-9]+)\\^workflow_state=published\\^ORDERBYDESCsys_updated_on");

    @Override
    String connector() {
        return "servicenow-knowledge";
    }

    @Override
    Map<String, String> environment() {
        return Map.of("SERAI_SERVICENOW_KB_URL", url(), "SERAI_SERVICENOW_KB_AUTH", "oauth2", "SERAI_SERVICENOW_KB_CLIENT_ID", "app",
            "SERAI_SERVICENOW_KB_CLIENT_SECRET", "s3cret", "SERAI_SERVICENOW_KB_CATEGORIES", "IT Net = network, printers=printer",
            "SERAI_SERVICENOW_KB_PERIOD", "200", "SERAI_SERVICENOW_KB_LIST_EVERY", "1s");
    }

    @Override
    protected String newId() {
        return "KB%07d".formatted(++number);
    }

    @Override
    protected Answer answer(Call call) throws IOException {
        if (call.path().equals("/oauth_token.do")) {
            return Call.parameter(call.body(), "client_secret").equals("s3cret")
                ? new Answer(200, json.createObjectNode().put("access_token", issue()).put("expires_in", 1_800).toString()) : new Answer(401, "{}");
        }
        String bearer = String.valueOf(call.headers().getFirst("Authorization"));
        if (!bearer.startsWith("Bearer ") || !valid(bearer.substring(7))) {
            return new Answer(401, "{\"error\":{\"message\":\"User Not Authenticated\"}}");
        }
        if (!call.path().equals("/api/now/table/kb_knowledge")) {
            return new Answer(400, "{}");
        }
        String query = Call.parameter(call.query(), "sysparm_query");
        List<String> fields = words(Call.parameter(call.query(), "sysparm_fields"));
        Matcher one = ONE.matcher(query);
        Matcher list = LIST.matcher(query);
        ObjectNode answer = json.createObjectNode();
        ArrayNode rows = answer.putArray("result");
        if (one.matches()) {
            if (!articles.containsKey(one.group(1)) || !articles.get(one.group(1)).there) {
                return new Answer(200, answer.toString());
            }
            return article(one.group(1), entry -> {
                rows.add(row(entry).retain(fields));
                return answer;
            });
        }
        if (!list.matches()) {
            return new Answer(400, "{}");
        }
        Instant since = LocalDateTime.parse(list.group(1).replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        int offset = number(Call.parameter(call.query(), "sysparm_offset"), 0);
        int limit = number(Call.parameter(call.query(), "sysparm_limit"), 10_000);
        for (Entry entry : part(listed(since, offset == 0), offset, limit)) {
            rows.add(row(entry).retain(fields));
        }
        return new Answer(200, answer.toString());
    }

    private ObjectNode row(Entry entry) {
        return json.createObjectNode().put("sys_id", "s" + entry.id).put("number", entry.id).put("sys_updated_on", TIME.format(entry.changed))
            .put("sys_mod_count", Integer.toString(entry.version)).put("short_description", entry.title).put("text", html(entry)).put("wiki", "")
            .put("article_type", "text").put("topic", "General").put("kb_category.label", entry.labels.isEmpty() ? "" : entry.labels.get(0))
            .put("kb_knowledge_base.title", "IT");
    }
}
