package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.connector.Connector.Step;
import io.serai.home.HomeFiles;
import io.serai.ticket.Ticket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** Normalises payloads with the hub's own kamelets, but without a database and without the rest of the hub. */
public final class NormalizeText implements AutoCloseable {

    private final Connector connector;
    private final CamelContext camel;
    private final ProducerTemplate template;
    private final ReadTickets readTickets = new ReadTickets();

    private NormalizeText(Connector connector, CamelContext camel) {
        this.connector = connector;
        this.camel = camel;
        this.template = camel.createProducerTemplate();
    }

    /**
     * @param environment finds the value of an environment variable; a connector that is off for want of one normalises all the same
     * @throws IllegalArgumentException if there is no such connector, or its file is refused; the message tells which there are
     */
    public static NormalizeText with(HomeFiles home, String name, Function<String, Optional<String>> environment) {
        ConnectorFiles files = ConnectorFiles.read(home, environment);
        ConnectorFile file = files.files().stream().filter(candidate -> candidate.name().equals(name)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no connector '" + name + "'; there are "
                + files.files().stream().map(ConnectorFile::name).toList()));
        Connector connector = file.connector().orElseThrow(() -> new IllegalArgumentException(file.reason()));
        Step step = connector.tickets().normalize();
        if (step == null) {
            throw new IllegalArgumentException("connector '" + name + "' brings no tickets: it has no 'normalize'");
        }
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getCamelContextExtension().setName("normalize");
        camel.setLoadTypeConverters(false);
        camel.disableJMX();
        KameletComponent kamelets = new KameletComponent();
        kamelets.setLocation(locations(home.home()));
        Properties parameters = new Properties();
        step.parameters().forEach((key, value) -> parameters.setProperty(key, Placeholders.resolve(value, environment)));
        kamelets.setRouteProperties(new HashMap<>(Map.of("normalize", parameters)));
        camel.addComponent("kamelet", kamelets);
        camel.getRegistry().bind(ReplaceMatches.NAME, new ReplaceMatches());
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:normalize").to("kamelet:" + step.kamelet() + "/normalize");
                }
            });
            camel.start();
        } catch (Exception e) {
            camel.stop();
            throw new IllegalArgumentException("kamelet " + step.kamelet() + " does not start: " + e.getMessage(), e);
        }
        return new NormalizeText(connector, camel);
    }

    static String locations(Path home) {
        return "file:" + home.resolve("kamelets") + ",classpath:serai/kamelets";
    }

    /**
     * @param text     one JSON document, or one a line
     * @param ticket   takes each ticket, in order
     * @param fault    takes a sentence for each document or record that cannot be read
     */
    public void normalize(String text, Instant receivedAt, Consumer<Ticket> ticket, Consumer<String> fault) {
        List<JsonNode> documents = documents(text, fault);
        for (JsonNode document : documents) {
            List<Ticket> tickets = new ArrayList<>();
            try {
                tickets.addAll(readTickets.read(template.requestBody("direct:normalize", document.toString(), String.class), connector, receivedAt));
            } catch (UnreadableRecordsException e) {
                tickets.addAll(e.readable());
                fault.accept(e.getMessage());
            } catch (UnreadableEventException e) {
                fault.accept(e.getMessage());
            } catch (CamelExecutionException e) {
                fault.accept("kamelet " + connector.tickets().normalize().kamelet() + " fails on it: " + e.getCause());
            }
            tickets.forEach(ticket);
        }
    }

    Connector connector() {
        return connector;
    }

    /** What the kamelet makes of a JSON text, unread. */
    String kamelet(String json) {
        return template.requestBody("direct:normalize", json, String.class);
    }

    /** The whole text is one document; if it is not, each line that is not blank is. */
    private static List<JsonNode> documents(String text, Consumer<String> fault) {
        List<JsonNode> documents = new ArrayList<>();
        try {
            documents.add(ReadableJson.read(text.getBytes(StandardCharsets.UTF_8)));
            return documents;
        } catch (ReadableJson.UnreadableException whole) {
            List<String> faults = new ArrayList<>();
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    try {
                        documents.add(ReadableJson.read(lines.get(i).getBytes(StandardCharsets.UTF_8)));
                    } catch (ReadableJson.UnreadableException e) {
                        faults.add("line " + (i + 1) + ": " + e.getMessage());
                    }
                }
            }
            if (documents.isEmpty()) {
                fault.accept(whole.getMessage());
            } else {
                faults.forEach(fault);
            }
            return documents;
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
