package io.serai.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.connector.Connector.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/** Asks a connected system, with the connector's own client and credentials, what its file wants to know. Nothing is changed there. */
@Component
class TestConnector {

    private static final RequestConfig CONFIG = RequestConfig.custom().setResponseTimeout(Timeout.of(Duration.ofSeconds(15)))
        .setConnectionRequestTimeout(Timeout.of(Duration.ofSeconds(5))).build();

    private final VendorClients clients;
    private final ReadAnswer readAnswer;
    private final List<ConnectorProbe> probes;
    private final References references;

    TestConnector(VendorClients clients, ReadAnswer readAnswer, List<ConnectorProbe> probes, References references) {
        this.clients = clients;
        this.readAnswer = readAnswer;
        this.probes = probes;
        this.references = references;
    }

    /**
     * @param what   what was asked
     * @param ok     whether the answer was as expected
     * @param detail in words, if it was not
     * @param millis how long it took
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Finding(String what, boolean ok, String detail, long millis) {
    }

    /** @param verdict {@code ok} or {@code failed} */
    record Verdict(String connector, String verdict, List<Finding> checks) {
    }

    /** True if there is something to ask. */
    boolean knows(Connector connector) {
        return !connector.access().checks().isEmpty()
            || connector.steps().stream().anyMatch(step -> probes.stream().anyMatch(probe -> probe.knows(step.kamelet())));
    }

    Verdict test(Connector connector) {
        HttpClientBuilder builder = HttpClientBuilder.create().setDefaultRequestConfig(CONFIG);
        clients.client(connector).configureHttpClient(builder);
        List<Finding> findings = new ArrayList<>();
        try (CloseableHttpClient client = builder.build()) {
            connector.access().checks().forEach(check -> findings.add(find(client, check)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connector.steps().forEach(step -> probes.stream().filter(probe -> probe.knows(step.kamelet())).forEach(probe -> findings.addAll(find(connector, step, probe))));
        return new Verdict(connector.name(), findings.stream().allMatch(Finding::ok) ? "ok" : "failed", findings);
    }

    private Finding find(CloseableHttpClient client, Check check) {
        long start = System.nanoTime();
        String fault = fault(client, check);
        if (fault != null && check.or() != null) {
            String other = fault(client, check.or());
            fault = other == null ? null : fault + "; asked otherwise: " + other;
        }
        return new Finding(check.what(), fault == null, fault, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private List<Finding> find(Connector connector, Step step, ConnectorProbe probe) {
        Map<String, String> parameters = new TreeMap<>();
        step.parameters().forEach((name, value) -> parameters.put(name, resolve(value)));
        long start = System.nanoTime();
        List<ConnectorProbe.Probe> found = probe.probe(connector.name(), step.kamelet(), parameters);
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return found.stream().map(one -> new Finding(one.what(), one.fault().isEmpty(), one.fault().orElse(null), millis)).toList();
    }

    private String fault(CloseableHttpClient client, Check check) {
        try {
            return fault(check, client.execute(request(check), this::read));
        } catch (VendorCallException e) {
            return e.getMessage();
        } catch (IOException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private ClassicHttpRequest request(Check check) {
        ClassicHttpRequest request = ClassicRequestBuilder.create(check.method()).setUri(URI.create(resolve(check.address()))).build();
        request.setHeader("Accept", "application/json");
        if (check.body() != null) {
            request.setEntity(new StringEntity(resolve(check.body()), ContentType.APPLICATION_JSON));
        }
        check.headers().forEach((name, value) -> request.setHeader(name, resolve(value)));
        return request;
    }

    private JsonNode read(ClassicHttpResponse response) throws IOException {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        return readAnswer.read(response.getCode(), headers, response.getEntity() == null ? null : response.getEntity().getContent());
    }

    private static String fault(Check check, JsonNode answer) {
        for (Map.Entry<String, String> expected : check.expect().entrySet()) {
            JsonNode found = answer.at(expected.getKey());
            boolean any = expected.getValue().equals(Check.ANY);
            boolean good = any ? !found.isMissingNode() && !found.isNull() && !found.asText().equals("false") : found.asText("").equals(expected.getValue());
            if (!good) {
                return "the answer has no " + expected.getKey() + (any ? "" : " = " + expected.getValue()) + ": it may not do this, or the URL is not that of the API";
            }
        }
        return null;
    }

    private String resolve(String text) {
        return Placeholders.resolve(text, references::find);
    }
}
