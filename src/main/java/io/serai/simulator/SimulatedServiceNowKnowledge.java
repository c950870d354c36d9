package io.serai.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables {@code kb_knowledge} and {@code sys_attachment} of ServiceNow's Table API, and the files of its Attachment API, behind tokens that run out; times to the second, in UTC. */
public final class SimulatedServiceNowKnowledge extends SimulatedKnowledge {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Pattern LIST = Pattern.compile("workflow_state=published(?:\\^sys_updated_on>=([0-9: -]{19})\\^sys_idISNOTEMPTY\\^ORDERBYsys_updated_on\\^ORDERBYsys_id)?");
    private static final Pattern ONE = Pattern.compile("number=(KB[0-9]+)\\^workflow_state=published\\^ORDERBYDESCsys_updated_on");

    private static final Pattern ATTACHED = Pattern.compile("table_name=kb_knowledge\\^table_sys_id(?:=|IN)([A-Za-z0-9,]+)\\^ORDERBYsys_id");
    private static final Pattern FILE = Pattern.compile("/api/now/attachment/([A-Za-z0-9]+)/file");

    public SimulatedServiceNowKnowledge(Clock clock) {
        super(clock);
    }

    @Override
    public String connector() {
        return "servicenow-knowledge";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_SERVICENOW_KB_URL", url(), "SERAI_SERVICENOW_KB_AUTH", "oauth2", "SERAI_SERVICENOW_KB_CLIENT_ID", "app",
            "SERAI_SERVICENOW_KB_CLIENT_SECRET", secret());
    }

    @Override
    protected boolean free(Call call) {
        return call.path().equals("/oauth_token.do");
    }

    @Override
    protected boolean authorised(Call call) {
        return bearsToken(call, "Bearer ");
    }

    @Override
    protected Answer unauthorised(Call call) {
        return Answer.of(401, "{\"error\":{\"message\":\"User Not Authenticated\"}}");
    }

    @Override
    protected String newId() {
        return "KB%07d".formatted(++number);
    }

    @Override
    protected Answer answer(Call call) {
        if (free(call)) {
            return call.field("client_secret").equals(secret())
                ? Answer.ok(json.createObjectNode().put("access_token", tokens.issue()).put("expires_in", tokens.life().toSeconds())) : Answer.of(401, "{}");
        }
        Matcher file = FILE.matcher(call.path());
        if (file.matches()) {
            return file(file.group(1));
        }
        if (call.path().equals("/api/now/table/sys_attachment")) {
            return attachments(call);
        }
        if (!call.path().equals("/api/now/table/kb_knowledge")) {
            return Answer.of(400, "{}");
        }
        String query = call.parameter("sysparm_query");
        List<String> fields = words(call.parameter("sysparm_fields"));
        Matcher one = ONE.matcher(query);
        Matcher list = LIST.matcher(query);
        ObjectNode answer = json.createObjectNode();
        ArrayNode rows = answer.putArray("result");
        if (one.matches()) {
            if (!articles.containsKey(one.group(1)) || !articles.get(one.group(1)).there) {
                return Answer.ok(answer);
            }
            return article(one.group(1), entry -> {
                rows.add(row(entry).retain(fields));
                return answer;
            });
        }
        if (!list.matches()) {
            return Answer.of(400, "{}");
        }
        Instant since = list.group(1) == null ? Instant.EPOCH : LocalDateTime.parse(list.group(1).replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        int offset = number(call.parameter("sysparm_offset"), 0);
        int limit = number(call.parameter("sysparm_limit"), 10_000);
        for (Entry entry : part(listed(since, offset == 0), offset, limit)) {
            rows.add(row(entry).retain(fields));
        }
        return Answer.ok(answer);
    }

    private Answer attachments(Call call) {
        Matcher query = ATTACHED.matcher(call.parameter("sysparm_query"));
        if (!query.matches()) {
            return Answer.of(400, "{}");
        }
        List<String> owners = words(query.group(1));
        ObjectNode answer = json.createObjectNode();
        ArrayNode rows = answer.putArray("result");
        articles.values().stream().filter(entry -> owners.contains("s" + entry.id)).forEach(entry -> entry.attached.values().forEach(each -> rows.add(
            json.createObjectNode().put("sys_id", each.id).put("table_name", "kb_knowledge").put("table_sys_id", "s" + entry.id).put("file_name", each.name)
                .put("content_type", each.name.endsWith(".png") ? "image/png" : "application/octet-stream").put("size_bytes", Integer.toString(each.content.length))
                .put("sys_updated_on", TIME.format(each.changed)).retain(words(call.parameter("sysparm_fields"))))));
        return Answer.ok(answer);
    }

    @Override
    public boolean attaches() {
        return true;
    }

    private ObjectNode row(Entry entry) {
        return json.createObjectNode().put("sys_id", "s" + entry.id).put("number", entry.id).put("sys_updated_on", TIME.format(entry.changed))
            .put("sys_mod_count", Integer.toString(entry.version)).put("short_description", entry.title).put("text", html(entry)).put("wiki", "")
            .put("article_type", "text").put("topic", "General").put("kb_category.label", entry.labels.isEmpty() ? "" : entry.labels.get(0))
            .put("kb_knowledge_base.title", "IT");
    }
}
