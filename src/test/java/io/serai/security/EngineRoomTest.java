package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.testing.HubTest;
import io.serai.testing.RawHttp;
import io.serai.testing.TestAdmin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@HubTest
@TestPropertySource(properties = "camel.main.jmx-management-name-pattern=engine-room") // other tests' hubs are in the same JVM
class EngineRoomTest {

    private static final String CAMEL = "\"mbean\":\"org.apache.camel:context=engine-room,type=context,name=\\\"serai\\\"\"";
    private static final String ROUTE = "\"mbean\":\"org.apache.camel:context=engine-room,type=routes,name=\\\"ticket-accept-tickets\\\"\"";

    private final ObjectMapper json = new ObjectMapper();

    @LocalServerPort
    int port;
    @TempDir
    Path folder;

    /** Tests of Camel routes, if they ran before in this JVM, have switched JMX off for all that come after. */
    @BeforeAll
    static void switchJmxOn() {
        DefaultCamelContext.setDisableJmx(false);
    }

    @Test
    void showsEveryRouteWithItsGroupAndDescription() throws Exception {
        JsonNode routes = jolokia("{\"type\":\"read\",\"mbean\":\"org.apache.camel:type=routes,*\",\"attribute\":[\"RouteId\",\"RouteGroup\",\"Description\"]}")
            .path("value");

        assertThat(routes.size()).isPositive();
        for (JsonNode route : routes) {
            assertThat(route.path("RouteGroup").asText("")).as(route.toString()).isNotBlank().isNotEqualTo("null");
            assertThat(route.path("Description").asText("")).as(route.toString()).hasSizeGreaterThan(20);
        }
    }

    @Test
    void givesHawtioWhatItDrawsTheDiagramFrom() throws Exception {
        String xml = jolokia("{\"type\":\"exec\"," + CAMEL + ",\"operation\":\"dumpRoutesAsXml()\"}").path("value").asText();

        assertThat(xml).contains("<route id=\"ticket-accept-tickets\"", "group=\"ticket\"", "description=\"").doesNotContain("errorHandler", "kamelet=\"true\"");
        assertThat(RawHttp.send(port, "GET", "/actuator/hawtio/user", RawHttp.basic(TestAdmin.NAME, TestAdmin.PASSWORD)).body()).contains("\"admin\"");
    }

    @Test
    void stopsAndStartsARoute() throws Exception {
        assertThat(jolokia("{\"type\":\"exec\"," + ROUTE + ",\"operation\":\"stop()\"}").path("status").asInt()).isEqualTo(200);
        assertThat(jolokia("{\"type\":\"read\"," + ROUTE + ",\"attribute\":\"State\"}").path("value").asText()).isEqualTo("Stopped");
        assertThat(jolokia("{\"type\":\"exec\"," + ROUTE + ",\"operation\":\"start()\"}").path("status").asInt()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "'exec','mbean':'com.sun.management:type=HotSpotDiagnostic','operation':'dumpHeap','arguments':['FOLDER/heap.hprof',true]",
        "'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'vmSystemProperties'",
        "'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'jvmtiAgentLoad','arguments':[['/tmp/x.so']]",
        "'exec','mbean':'java.util.logging:type=Logging','operation':'setLoggerLevel','arguments':['','FINEST']",
        "'exec','mbean':'JMImplementation:type=MBeanServerDelegate','operation':'toString'",
        "'exec','CAMEL','operation':'sendBody','arguments':['file:FOLDER?fileName=x','x']",
        "'exec','CAMEL','operation':'requestBody(java.lang.String,java.lang.Object)','arguments':['language:simple:${bean:x}','x']",
        "'exec','CAMEL','operation':'createEndpoint','arguments':['http://127.0.0.1:1/']",
        "'exec','CAMEL','operation':'stop'",
        "'exec','CAMEL','operation':'dumpRoutesAsYaml','arguments':[true]",
        "'exec','ROUTE','operation':'updateRouteFromXml','arguments':['<route/>']",
        "'exec','ROUTE','operation':'remove'",
        "'exec','mbean':'org.apache.camel:context=engine-room,type=tracer,name=BacklogDebugger','operation':'addConditionalBreakpoint',"
            + "'arguments':['a','simple','${bean:x}']",
        "'exec','mbean':'org.apache.camel:context=engine-room,type=tracer,name=BacklogTracer','operation':'dumpAllTracedMessagesAsXml'",
        "'write','CAMEL','attribute':'Tracing','value':true",
        "'write','mbean':'org.apache.camel:context=engine-room,type=tracer,name=BacklogTracer','attribute':'Enabled','value':true",
        "'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'",
        "'read','mbean':'java.lang:type=Runtime','attribute':'InputArguments'",
        "'read','mbean':'com.sun.management:type=HotSpotDiagnostic'",
        "'read','mbean':'com.zaxxer.hikari:type=*'",
        "'notification','command':'add','mbean':'java.lang:type=Memory','mode':'pull','client':'x'"})
    void deniesWhatCouldRunCodeOrReadOtherPeoplesData(String request) throws Exception {
        String body = "{\"type\":" + request.replace("'CAMEL'", CAMEL).replace("'ROUTE'", ROUTE).replace("FOLDER", folder.toString()).replace('\'', '"') + "}";
        JsonNode answer = jolokia(body);

        assertThat(answer.path("status").asInt()).as(answer.toString()).isGreaterThanOrEqualTo(400);
        assertThat(answer.has("value") && !answer.path("value").isNull() && answer.path("value").size() > 0).as(answer.toString()).isFalse();
        assertThat(answer.path("stacktrace").isMissingNode()).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    /** Jolokia could reach other JVMs through JNDI addresses that a caller names; the part that does is not on the class path. */
    @Test
    void reachesNoOtherJvm() {
        assertThat(getClass().getResource("/org/jolokia/service/jsr160/Jsr160RequestHandler.class")).isNull();
    }

    private JsonNode jolokia(String body) throws Exception {
        String request = "POST /actuator/jolokia HTTP/1.0\r\nHost: localhost\r\n" + RawHttp.basic(TestAdmin.NAME, TestAdmin.PASSWORD)
            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
        RawHttp.Answer answer = RawHttp.send(port, request.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.head()).isLessThan(500);
        return json.readTree(answer.body());
    }
}
