package io.serai.demo;

import io.serai.language.Shortened;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells in the log, a line a ticket, what came in from where and what became of it, what people say about it, and after a while where to look next. For the demo profile
 * alone, where all tickets are made up: elsewhere no text of a ticket goes to the log.
 */
@Component
@Profile("demo")
class TellStory {

    private static final Logger LOG = LoggerFactory.getLogger("story");
    private static final int SPEECH = 200;
    private static final Duration UNTIL_SIGNPOST = Duration.ofSeconds(55);

    private final JdbcTemplate jdbc;
    private final WebServerApplicationContext web;
    private final Map<String, String> told = new HashMap<>();
    private Instant ready = Instant.MAX;
    private boolean pointed;

    TellStory(JdbcTemplate jdbc, WebServerApplicationContext web) {
        this.jdbc = jdbc;
        this.web = web;
    }

    private record Chapter(String ticket, String connector, String externalId, String title, String end) {
    }

    private record Speech(String message, String connector, String externalId, String title, String author, String text) {
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        ready = Instant.now();
        jdbc.query(sql(), this::chapter).stream().filter(chapter -> !chapter.end().isEmpty())
            .forEach(chapter -> told.put(chapter.ticket(), chapter.end()));
        speeches().forEach(speech -> told.put(speech.message(), speech.text()));
        LOG.info("the simulated systems begin to send; what becomes of each ticket follows, a line each");
    }

    @Scheduled(fixedDelay = 1_000)
    void tell() {
        if (ready.equals(Instant.MAX)) {
            return;
        }
        speeches().stream().filter(speech -> told.put(speech.message(), speech.text()) == null)
            .forEach(speech -> LOG.info("{} {} \"{}\": {} says \"{}\"", speech.connector(), speech.externalId(), speech.title(), speech.author(), speech.text()));
        List<Chapter> chapters = jdbc.query(sql(), this::chapter);
        chapters.stream().filter(chapter -> !chapter.end().isEmpty() && !chapter.end().equals(told.put(chapter.ticket(), chapter.end())))
            .forEach(chapter -> LOG.info("{} {} \"{}\": {}", chapter.connector(), chapter.externalId(), chapter.title(), chapter.end()));
        if (!pointed && Duration.between(ready, Instant.now()).compareTo(UNTIL_SIGNPOST) > 0) {
            pointed = true;
            point(web.getWebServer().getPort());
        }
    }

    /** What people said last about tickets, oldest first. */
    private List<Speech> speeches() {
        return jdbc.query("""
            SELECT * FROM (SELECT m.id::text, t.connector, t.external_id, t.body->>'title', m.author, m.text, m.position FROM conversation_message m
                JOIN conversation c ON c.id = m.conversation JOIN ticket t ON t.id = c.ticket_id WHERE m.direction = 'in' ORDER BY m.position DESC LIMIT 200) newest
            ORDER BY position""", (row, n) -> new Speech(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
            Shortened.to(row.getString(6).replaceAll("\\s+", " "), SPEECH)));
    }

    /** Newest decision and execution of each of the newest tickets. */
    private static String sql() {
        return """
            SELECT t.id::text, t.connector, t.external_id, t.body->>'title', t.status, d.path, d.team, d.reasons->>-1, e.action, e.state, e.detail,
                a.id::text
            FROM (SELECT * FROM ticket ORDER BY id DESC LIMIT 200) t
            LEFT JOIN LATERAL (SELECT * FROM decision WHERE ticket_id = t.id ORDER BY id DESC LIMIT 1) d ON true
            LEFT JOIN LATERAL (SELECT * FROM execution WHERE decision_id = d.id ORDER BY id DESC LIMIT 1) e ON true
            LEFT JOIN LATERAL (SELECT * FROM approval WHERE ticket_id = t.id AND verdict IS NULL ORDER BY id DESC LIMIT 1) a ON true
            ORDER BY t.id""";
    }

    private Chapter chapter(ResultSet row, int n) throws SQLException {
        return new Chapter(row.getString(1), row.getString(2), row.getString(3), row.getString(4), end(row));
    }

    /** What became of the ticket so far, or an empty text while nothing is settled. */
    private static String end(ResultSet row) throws SQLException {
        String path = row.getString(6);
        String state = row.getString(10);
        if (path == null) {
            return List.of("resolved", "closed").contains(row.getString(5)) ? "closed by its own recovery" : "";
        }
        return switch (path) {
            case "REMEDIATE" -> state == null || List.of("APPROVED", "STARTED").contains(state) ? "" : remediated(state, row);
            case "ASK_APPROVAL" -> state == null || List.of("APPROVED", "STARTED").contains(state) ? ""
                : state.equals("WAITING_APPROVAL") ? "waiting for approval of " + row.getString(9) + " (approval " + row.getString(12) + ")" : remediated(state, row);
            case "RESOLVE" -> "answered and resolved: " + row.getString(8);
            case "FOLLOW_UP" -> "answered, to be followed up: " + row.getString(8);
            case "CLARIFY" -> "asked back: " + row.getString(8);
            case "LEAVE" -> "left alone: " + row.getString(8);
            default -> "escalated to " + row.getString(7) + ": " + row.getString(8);
        };
    }

    private static String remediated(String state, ResultSet row) throws SQLException {
        String action = row.getString(9);
        return switch (state) {
            case "SUCCEEDED" -> "fixed automatically by " + action;
            case "REJECTED" -> action + " was rejected: " + row.getString(11);
            default -> action + " ended " + state.toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + row.getString(11);
        };
    }

    private static void point(int port) {
        String url = "http://localhost:" + port;
        Stream.of("where to look next (user admin; the password was printed at the first start, or is what SERAI_ADMIN_PASSWORD says)",
                "  engine room   " + url + "/actuator/hawtio",
                "  tickets       curl -u admin '" + url + "/api/v1/tickets'",
                "  one of them   curl -u admin '" + url + "/api/v1/tickets/ID'",
                "  approvals     curl -u admin '" + url + "/api/v1/approvals'",
                "  approve one   curl -u admin -H 'Content-Type: application/json' -d '{\"verdict\":\"approve\"}' '" + url + "/api/v1/approvals/ID'",
                "  knowledge     curl -u admin '" + url + "/api/v1/knowledge/search?q=disk+full'",
                "  health        curl '" + url + "/actuator/health'")
            .forEach(line -> LOG.info("{}", line));
    }
}
