package io.serai.connector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Microsoft Graph and the token endpoint of Entra: users by sign-in name or mail, their managers and their managed devices, in pages. */
final class GraphSite extends ScriptedSite {

    static final String TENANT = "7f9d8c1e-0000-4000-8000-000000000001";
    static final String CLIENT = "app-1";
    static final String SECRET = "s3cret-graph";
    private static final Pattern USER = Pattern.compile("/v1\\.0/users/([^/]+)(/managedDevices)?");
    private static final int PAGE = 2;

    private record User(String id, String signIn, String mail, ObjectNode fields, List<ObjectNode> devices) {
    }

    private final Map<String, User> users = new LinkedHashMap<>();
    private final Set<String> tokens = new HashSet<>();
    private Answer instead;
    private String retryAfter;
    private CountDownLatch held;
    private int issued;

    synchronized String user(String signIn, String mail, String jobTitle) {
        String id = UUID.randomUUID().toString();
        ObjectNode fields = json.createObjectNode().put("id", id).put("jobTitle", jobTitle).put("department", "Sales").put("officeLocation", "Building 7")
            .put("preferredLanguage", "de-DE").putNull("employeeId");
        fields.putObject("manager").put("displayName", "Mia Manager").put("id", "m");
        users.put(id, new User(id, signIn, mail, fields, new ArrayList<>()));
        return id;
    }

    synchronized void device(String user, String name, String compliance) {
        users.get(user).devices().add(json.createObjectNode().put("id", UUID.randomUUID().toString()).put("deviceName", name).put("operatingSystem", "Windows")
            .put("osVersion", "10.0.22631").put("complianceState", compliance).put("lastSyncDateTime", Instant.parse("2026-11-20T08:00:00Z").toString()));
    }

    synchronized void expireTokens() {
        tokens.clear();
    }

    synchronized int tokensIssued() {
        return issued;
    }

    /** All calls but those for tokens are answered like this; {@code null} for as usual. */
    synchronized void answering(Integer status, String retryAfter) {
        instead = status == null ? null : new Answer(status, "{\"error\":{\"code\":\"TooManyRequests\"}}");
        this.retryAfter = retryAfter;
    }

    /** All calls but those for tokens wait until {@link #release}. */
    synchronized void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        CountDownLatch latch;
        synchronized (this) {
            latch = held;
            held = null;
        }
        if (latch != null) {
            latch.countDown();
        }
    }

    synchronized void clear() {
        release();
        users.clear();
        answering(null, null);
        failing(0, "");
        calls().clear();
    }

    long asked() {
        return calls().stream().filter(call -> call.path().startsWith("/v1.0/")).count();
    }

    @Override
    protected String header(String name) {
        return name.equals("Retry-After") ? retryAfter : null;
    }

    @Override
    protected void before(Call call) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = call.path().startsWith("/v1.0/") ? held : null;
        }
        if (latch != null) {
            latch.await(30, TimeUnit.SECONDS);
        }
    }

    @Override
    protected Answer answer(Call call) throws IOException {
        if (call.path().equals("/" + TENANT + "/oauth2/v2.0/token")) {
            boolean known = Call.parameter(call.body(), "client_id").equals(CLIENT) && Call.parameter(call.body(), "client_secret").equals(SECRET)
                && Call.parameter(call.body(), "grant_type").equals("client_credentials") && Call.parameter(call.body(), "scope").equals("https://graph.microsoft.com/.default");
            return known ? token() : new Answer(401, "{\"error\":\"invalid_client\"}");
        }
        String bearer = String.valueOf(call.headers().getFirst("Authorization"));
        if (!bearer.startsWith("Bearer ") || !tokens.contains(bearer.substring(7))) {
            return new Answer(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}");
        }
        if (instead != null) {
            return instead;
        }
        Matcher user = USER.matcher(call.path());
        if (call.path().equals("/v1.0/users")) {
            String filter = Call.parameter(call.query(), "$filter");
            ObjectNode answer = json.createObjectNode();
            ArrayNode value = answer.putArray("value");
            users.values().stream().filter(one -> filter.equals("mail eq '" + one.mail() + "'")).forEach(one -> value.add(one.fields()));
            return new Answer(200, answer.toString());
        }
        if (!user.matches()) {
            return new Answer(400, "{}");
        }
        User found = users.values().stream().filter(one -> one.id().equals(user.group(1)) || one.signIn().equals(user.group(1))).findFirst().orElse(null);
        if (found == null) {
            return new Answer(404, "{\"error\":{\"code\":\"Request_ResourceNotFound\"}}");
        }
        return user.group(2) == null ? new Answer(200, found.fields().toString()) : devices(call, found);
    }

    private Answer token() {
        issued++;
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return new Answer(200, json.createObjectNode().put("token_type", "Bearer").put("expires_in", 3_599).put("access_token", token).toString());
    }

    private Answer devices(Call call, User user) {
        String skip = Call.parameter(call.query(), "$skiptoken");
        int start = skip.isEmpty() ? 0 : Integer.parseInt(skip);
        int end = Math.min(user.devices().size(), start + PAGE);
        ObjectNode answer = json.createObjectNode();
        answer.putArray("value").addAll(user.devices().subList(start, end));
        if (end < user.devices().size()) {
            answer.put("@odata.nextLink", url() + call.path() + "?$select=deviceName,operatingSystem,osVersion,complianceState,lastSyncDateTime&$skiptoken=" + end);
        }
        return new Answer(200, answer.toString());
    }
}
