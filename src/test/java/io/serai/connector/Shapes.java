package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.HomeFiles;
import io.serai.ticket.Ticket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** What the shipped connectors make of records of this shape and that. */
abstract class Shapes {

    static final Instant RECEIVED = Instant.parse("2026-11-21T06:00:00Z");
    private static final Map<String, NormalizeText> CONNECTORS = new HashMap<>();

    @AfterAll
    static void close() {
        CONNECTORS.values().forEach(NormalizeText::close);
        CONNECTORS.clear();
    }

    static Ticket one(String connector, String json) {
        List<Ticket> tickets = all(connector, json);
        assertThat(tickets).hasSize(1);
        return tickets.get(0);
    }

    static List<Ticket> all(String connector, String json) {
        List<Ticket> tickets = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        connector(connector).normalize(json, RECEIVED, tickets::add, faults::add);
        assertThat(faults).isEmpty();
        return tickets;
    }

    static List<String> faults(String connector, String json) {
        List<String> faults = new ArrayList<>();
        connector(connector).normalize(json, RECEIVED, ticket -> { }, faults::add);
        return faults;
    }

    static NormalizeText connector(String name) {
        return CONNECTORS.computeIfAbsent(name, key -> NormalizeText.with(new HomeFiles(Path.of("").toAbsolutePath()), key, variable -> Optional.empty()));
    }
}
