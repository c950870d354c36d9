package io.serai.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.testing.RawHttp;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at all that the hub shows to somebody, for words that must not be there. */
record SecretHunt(int port, JdbcClient jdbc, String password) {

    /** Operations that only look, and may be called with made-up arguments. */
    private static final String LOOKS = "(dump|list|browse|explain|get|find|information|endpointUris|json).*";

    /** What is shown, by where: MBeans, the API, the actuator, the tables of the database. */
    Map<String, String> seen() throws Exception {
        Map<String, String> seen = new TreeMap<>(jmx());
        web().forEach(seen::put);
        tables().forEach(seen::put);
        return seen;
    }

    /** Where the mark stands, with what stands around it. */
    static List<String> finds(Map<String, String> seen, String mark) {
        return seen.entrySet().stream().filter(entry -> entry.getValue().contains(mark)).map(entry -> where(entry, mark)).toList();
    }

    /** Every attribute, and what every operation that only looks returns, of every MBean that the engine room shows. */
    private static Map<String, String> jmx() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        EngineRoomRestrictor shown = new EngineRoomRestrictor();
        Map<String, String> seen = new TreeMap<>();
        for (ObjectName name : server.queryNames(null, null)) {
            if (shown.isObjectNameHidden(name)) {
                continue;
            }
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable() && shown.isAttributeReadAllowed(name, attribute.getName())) {
                    seen.put("jmx " + name + " " + attribute.getName(), value(() -> server.getAttribute(name, attribute.getName())));
                }
            }
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (operation.getName().matches(LOOKS) && shown.isOperationAllowed(name, operation.getName())) {
                    String[] types = Arrays.stream(operation.getSignature()).map(parameter -> parameter.getType()).toArray(String[]::new);
                    Object[] arguments = Arrays.stream(types).map(type -> type.equals("boolean") ? Boolean.TRUE : null).toArray();
                    seen.put("jmx " + name + " " + operation.getName() + types.length,
                        value(() -> server.invoke(name, operation.getName(), arguments, types)));
                }
            }
        }
        return seen;
    }

    private interface Read {
        Object read() throws JMException;
    }

    private static String value(Read read) {
        try {
            Object value = read.read();
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (JMException | RuntimeMBeanException | IllegalArgumentException e) {
            return String.valueOf(e);
        }
    }

    /** Everything that can be asked for with GET: the actuator's links, and the API as its description lists it. */
    private Map<String, String> web() throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<String> paths = new ArrayList<>(List.of("/actuator", "/actuator/hawtio/user", "/v3/api-docs", "/login"));
        JsonNode links = json.readTree(http10("/actuator")).path("_links");
        links.forEach(link -> paths.add(link.path("href").asText().replaceFirst("https?://[^/]+", "").replaceAll("\\{[^}]*}", "x")));
        json.readTree(http10("/v3/api-docs")).path("paths").fieldNames().forEachRemaining(path -> paths.add(path.replaceAll("\\{[^}]*}", "x")));
        jdbc.sql("SELECT id::text FROM ticket").query(String.class).list().forEach(id -> paths.add("/api/v1/tickets/" + id));
        Map<String, String> seen = new TreeMap<>();
        for (String path : new TreeSet<>(paths)) {
            seen.put("GET " + path, http10(path));
        }
        return seen;
    }

    private String http10(String path) {
        RawHttp.Answer answer = RawHttp.send(port, ("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n" + RawHttp.basic("admin", password) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        return answer.body();
    }

    private Map<String, String> tables() {
        Map<String, String> seen = new TreeMap<>();
        for (String table : jdbc.sql("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'").query(String.class).list()) {
            seen.put("table " + table, String.join("\n", jdbc.sql("SELECT t::text FROM \"" + table + "\" t").query(String.class).list()));
        }
        return seen;
    }

    private static String where(Map.Entry<String, String> entry, String mark) {
        int at = entry.getValue().indexOf(mark);
        return entry.getKey() + ": …" + entry.getValue().substring(Math.max(0, at - 120), Math.min(entry.getValue().length(), at + 20)) + "…";
    }
}
