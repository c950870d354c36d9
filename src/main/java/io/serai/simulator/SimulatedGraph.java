package io.serai.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Microsoft Graph and the token endpoint of Entra: users by sign-in name or mail, their managers and their managed devices, in pages. */
public final class SimulatedGraph extends SimulatedSystem {

    private static final String TENANT = "7f9d8c1e-0000-4000-8000-000000000001";
    private static final String CLIENT = "app-1";
    private static final Pattern USER = Pattern.compile("/v1\\.0/users/([^/]+)(/managedDevices)?");
    private static final int PAGE = 2;

    private record User(String id, String signIn, String mail, ObjectNode fields, List<ObjectNode> devices) {
    }

    private final Map<String, User> users = new LinkedHashMap<>();
    private Answer instead;
    private long asked;
    private CountDownLatch held;

    public SimulatedGraph(Clock clock) {
        super(clock);
    }

    @Override
    public String connector() {
        return "microsoft-graph";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_GRAPH_TENANT", TENANT, "SERAI_GRAPH_CLIENT_ID", CLIENT, "SERAI_GRAPH_CLIENT_SECRET", secret(), "SERAI_GRAPH_URL", url(),
            "SERAI_GRAPH_LOGIN_URL", url());
    }

    @Override
    protected boolean free(Call call) {
        return call.path().equals("/" + TENANT + "/oauth2/v2.0/token");
    }

    @Override
    protected boolean authorised(Call call) {
        return bearsToken(call, "Bearer ");
    }

    @Override
    protected Answer unauthorised(Call call) {
        return Answer.of(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}");
    }

    /** @return the id of the new user */
    public synchronized String user(String signIn, String mail, String jobTitle) {
        String id = UUID.randomUUID().toString();
        ObjectNode fields = json.createObjectNode().put("id", id).put("jobTitle", jobTitle).put("department", "Sales").put("officeLocation", "Building 7")
            .put("preferredLanguage", "de-DE").putNull("employeeId");
        fields.putObject("manager").put("displayName", "Mia Manager").put("id", "m");
        users.put(id, new User(id, signIn, mail, fields, new ArrayList<>()));
        return id;
    }

    public synchronized void device(String user, String name, String compliance) {
        users.get(user).devices().add(json.createObjectNode().put("id", UUID.randomUUID().toString()).put("deviceName", name).put("operatingSystem", "Windows")
            .put("osVersion", "10.0.22631").put("complianceState", compliance).put("lastSyncDateTime", Instant.parse("2026-11-20T08:00:00Z").toString()));
    }

    /** All calls but those for tokens are answered like this; {@code null} for as usual. */
    public synchronized void answering(Integer status, String retryAfter) {
        instead = status == null ? null : Answer.of(status, "{\"error\":{\"code\":\"TooManyRequests\"}}");
        if (instead != null && retryAfter != null) {
            instead = instead.with("Retry-After", retryAfter);
        }
    }

    /** All calls but those for tokens wait until {@link #release}. */
    public synchronized void hold() {
        held = new CountDownLatch(1);
    }

    public void release() {
        CountDownLatch latch;
        synchronized (this) {
            latch = held;
            held = null;
        }
        if (latch != null) {
            latch.countDown();
        }
    }

    @Override
    public synchronized void clear() {
        release();
        users.clear();
        answering(null, null);
        faults().calm();
        asked = 0;
    }

    /** How many calls arrived that were not for tokens. */
    public synchronized long asked() {
        return asked;
    }

    @Override
    protected void before(Call call) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            asked += free(call) ? 0 : 1;
            latch = free(call) ? null : held;
        }
        if (latch != null) {
            latch.await(30, TimeUnit.SECONDS);
        }
    }

    @Override
    protected Answer answer(Call call) {
        if (free(call)) {
            boolean known = call.field("client_id").equals(CLIENT) && call.field("client_secret").equals(secret())
                && call.field("grant_type").equals("client_credentials") && call.field("scope").equals("https://graph.microsoft.com/.default");
            return known ? token() : Answer.of(401, "{\"error\":\"invalid_client\"}");
        }
        if (instead != null) {
            return instead;
        }
        Matcher user = USER.matcher(call.path());
        if (call.path().equals("/v1.0/users")) {
            String filter = call.parameter("$filter");
            ObjectNode answer = json.createObjectNode();
            ArrayNode value = answer.putArray("value");
            users.values().stream().filter(one -> filter.isEmpty() || filter.equals("mail eq '" + one.mail() + "'")).forEach(one -> value.add(one.fields()));
            return Answer.ok(answer);
        }
        if (call.path().equals("/v1.0/deviceManagement/managedDevices")) {
            return Answer.of(200, "{\"value\":[]}");
        }
        if (!user.matches()) {
            return Answer.of(400, "{}");
        }
        User found = users.values().stream().filter(one -> one.id().equals(user.group(1)) || one.signIn().equals(user.group(1))).findFirst().orElse(null);
        if (found == null) {
            return Answer.of(404, "{\"error\":{\"code\":\"Request_ResourceNotFound\"}}");
        }
        return user.group(2) == null ? Answer.ok(found.fields()) : devices(call, found);
    }

    private Answer token() {
        return Answer.ok(json.createObjectNode().put("token_type", "Bearer").put("expires_in", tokens.life().toSeconds()).put("access_token", tokens.issue()));
    }

    private Answer devices(Call call, User user) {
        String skip = call.parameter("$skiptoken");
        int start = skip.isEmpty() ? 0 : Integer.parseInt(skip);
        int end = Math.min(user.devices().size(), start + PAGE);
        ObjectNode answer = json.createObjectNode();
        answer.putArray("value").addAll(user.devices().subList(start, end));
        if (end < user.devices().size()) {
            answer.put("@odata.nextLink", url() + call.path() + "?$select=deviceName,operatingSystem,osVersion,complianceState,lastSyncDateTime&$skiptoken=" + end);
        }
        return Answer.ok(answer);
    }
}
