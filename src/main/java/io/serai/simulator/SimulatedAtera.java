package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Atera's API v3: one key, pages of 50 at most by number, tickets that do not say when they changed, comments; of a rate limit it says nothing. */
public final class SimulatedAtera extends SimulatedVendor {

    private static final int PAGE = 50;
    private static final Pattern TICKET = Pattern.compile("/api/v3/tickets/([0-9]+)(/comments)?");
    private static final List<String> PRIORITIES = List.of("Critical", "High", "Medium", "Low");

    private final Map<String, ObjectNode> tickets = new TreeMap<>();
    private final Map<String, Instant> changed = new HashMap<>();
    private final Map<String, List<ObjectNode>> comments = new HashMap<>();
    private long lastId = 5_000;

    public SimulatedAtera(Clock clock) {
        super(clock);
    }

    @Override
    public String connector() {
        return "atera";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_ATERA_URL", url(), "SERAI_ATERA_API_KEY", secret(), "SERAI_ATERA_TECHNICIAN_ID", "7");
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.POLL, Capability.POLL_CHANGES, Capability.PAGES, Capability.CHECK, Capability.NOTE, Capability.STATUS, Capability.COMMENT);
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public synchronized String open(Report report, Instant at) {
        String id = Long.toString(++lastId);
        tickets.put(id, json.createObjectNode().put("TicketID", lastId).put("TicketTitle", report.title()).put("FirstComment", report.description())
            .put("TicketStatus", "Open").put("TicketType", "Incident").put("TicketPriority", PRIORITIES.get(report.priority() - 1))
            .put("EndUserEmail", report.email()).put("DeviceName", report.host()).put("TicketCreatedDate", at.toString())
            .put("CustomerID", Integer.parseInt(report.tags().getOrDefault("CustomerID", "4"))));
        changed.put(id, at);
        return id;
    }

    @Override
    public void change(String id, Instant at) {
        status(id, "Pending", at);
    }

    @Override
    public synchronized void status(String id, String status, Instant at) {
        tickets.get(id).put("TicketStatus", status);
        changed.put(id, at);
    }

    public synchronized void comment(String id, String text) {
        add(id, json.createObjectNode().put("Comment", text));
    }

    private ObjectNode add(String id, ObjectNode comment) {
        comments.computeIfAbsent(id, key -> new ArrayList<>()).add(comment);
        return comment.has("CommentTimestampUTC") ? comment : comment.put("CommentTimestampUTC", now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Override
    public synchronized void say(String id, String person, String text, boolean toAll) {
        ObjectNode comment = add(id, json.createObjectNode().put("Comment", "<p>" + text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br />") + "</p>"));
        comment.put("person", person);
        if (toAll) {
            comment.putObject("EnduserCommentDetails").put("EnduserId", 80);
        } else {
            comment.putObject("TechnicianCommentDetails").put("TechnicianID", 9).put("IsInternal", true);
        }
        changed.put(id, now());
    }

    @Override
    public boolean asksForComments(Call call) {
        return call.method().equals("GET") && call.path().endsWith("/comments");
    }

    /** A comment as the API shows it; it has no id. */
    private ObjectNode shown(ObjectNode comment) {
        String[] names = comment.path("person").asText("Tina Technician").split(" ", 2);
        ObjectNode shown = json.createObjectNode().put("Date", comment.path("CommentTimestampUTC").asText()).put("FirstName", names[0]).put("LastName", names[1])
            .put("Comment", comment.path("Comment").asText()).put("IsInternal", comment.at("/TechnicianCommentDetails/IsInternal").asBoolean(false));
        shown.set("TechnicianContactID", comment.at("/TechnicianCommentDetails/TechnicianID").isMissingNode() ? null : comment.at("/TechnicianCommentDetails/TechnicianID"));
        shown.set("EndUserID", comment.at("/EnduserCommentDetails/EnduserId").isMissingNode() ? null : comment.at("/EnduserCommentDetails/EnduserId"));
        return shown;
    }

    @Override
    public synchronized List<String> notes(String id) {
        return comments.getOrDefault(id, List.of()).stream().map(comment -> comment.path("Comment").asText().replace("&lt;", "<")).toList();
    }

    /** Comments as the API takes them. */
    public synchronized List<ObjectNode> comments(String id) {
        return List.copyOf(comments.getOrDefault(id, List.of()));
    }

    @Override
    public synchronized String status(String id) {
        return tickets.get(id).path("TicketStatus").asText();
    }

    @Override
    public synchronized void clear() {
        tickets.clear();
        comments.clear();
        changed.clear();
    }

    @Override
    protected boolean authorised(Call call) {
        return call.header("X-API-KEY").equals(secret());
    }

    @Override
    protected Answer unauthorised(Call call) {
        return Answer.of(401, "{\"Message\":\"Authorization has been denied for this request.\"}");
    }

    @Override
    protected Answer tooMany() {
        return Answer.of(429, "{\"Message\":\"API calls quota exceeded!\"}");
    }

    @Override
    public boolean fetches(Call call) {
        return call.path().equals("/api/v3/tickets/lastmodified");
    }

    @Override
    public boolean writes(Call call) {
        return call.method().equals("POST");
    }

    @Override
    protected Answer answer(Call call) throws JsonProcessingException {
        if (fetches(call)) {
            Instant since = Instant.parse(call.parameter("date"));
            return page(call, tickets.entrySet().stream().filter(entry -> !changed.get(entry.getKey()).isBefore(since))
                .sorted(Comparator.comparing(entry -> changed.get(entry.getKey()))).map(Map.Entry::getValue).toList());
        }
        if (call.is("GET", "/api/v3/tickets")) {
            return page(call, List.copyOf(tickets.values()));
        }
        Matcher ticket = TICKET.matcher(call.path());
        if (!ticket.matches() || !tickets.containsKey(ticket.group(1))) {
            return Answer.of(404, "{\"Message\":\"Not found\"}");
        }
        String id = ticket.group(1);
        if (!writes(call)) {
            return ticket.group(2) == null ? Answer.ok(tickets.get(id)) : page(call, comments.getOrDefault(id, List.of()).stream().map(this::shown).toList());
        }
        if (ticket.group(2) == null) {
            tickets.get(id).setAll((ObjectNode) read(call.body()));
        } else {
            ObjectNode comment = (ObjectNode) read(call.body());
            Instant.parse(comment.path("CommentTimestampUTC").asText());
            comment.set("Comment", comment.remove("CommentText"));
            add(id, comment);
        }
        changed.put(id, now());
        return Answer.ok(json.createObjectNode().put("ActionID", 1));
    }

    private Answer page(Call call, List<ObjectNode> rows) {
        int page = Integer.parseInt(call.parameter("page"));
        int size = Math.min(PAGE, Integer.parseInt(call.parameter("itemsInPage")));
        int pages = (rows.size() + size - 1) / size;
        ObjectNode answer = json.createObjectNode().put("totalItemCount", rows.size()).put("page", page).put("itemsInPage", size).put("totalPages", pages)
            .put("prevLink", "").put("nextLink", page < pages ? "https://app.atera.com/api/v3/elsewhere" : "");
        ArrayNode items = answer.putArray("items");
        rows.stream().skip((page - 1L) * size).limit(size).forEach(items::add);
        return Answer.ok(answer);
    }
}
