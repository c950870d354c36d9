package io.serai.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.database.CommandDatabase;
import io.serai.database.UnusableDatabaseException;
import io.serai.gap.FindGaps;
import io.serai.gap.GapOptions;
import io.serai.gap.GapPage;
import io.serai.gap.GapReport;
import io.serai.home.Variables;
import io.serai.knowledge.Likeness;
import io.serai.ticket.InvalidTicketException;
import io.serai.ticket.Priority;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gaps}: what tickets ask for again and again and no page answers. */
@Command(name = "gaps", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Groups the tickets that no page is linked to by what they are about, and ranks the groups by what they cost. Reads the database of the hub"
        + " that runs on SERAI_HOME, or, if none runs, starts it for as long as it takes. Changes nothing.",
        "Exit code: 0 if the report was made, 1 if it could not be, 2 for wrong usage."})
final class GapsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON =
        JsonMapper.builder().findAndAddModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Pattern SINCE = Pattern.compile("([1-9]\\d{0,4})([hdw])");
    private static final int THREADS = 2;

    @Option(names = "--since", defaultValue = "90d", paramLabel = "TIME",
        description = "Tickets that were created since then: 12h, 90d, 26w, or a time such as 2026-01-31T00:00:00Z (default ${DEFAULT-VALUE}).")
    private String since;

    @Option(names = "--tenant", defaultValue = "default", paramLabel = "NAME", description = "Whose tickets (default ${DEFAULT-VALUE}).")
    private String tenant;

    @Option(names = "--least", defaultValue = "3", paramLabel = "N", description = "Like tickets that make a gap (default ${DEFAULT-VALUE}).")
    private int least;

    @Option(names = "--most", defaultValue = "20", paramLabel = "N", description = "Gaps to tell of (default ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--cost", split = ",", paramLabel = "PRIORITY=COST",
        description = "What a ticket costs you, by priority, in any unit (default critical=8,high=4,medium=2,low=1).")
    private Map<String, Double> cost = Map.of();

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report, with plots, as a page for a browser.")
    private Path html;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        GapOptions options;
        Variables variables;
        try {
            options = new GapOptions(tenant, since(), least, most, byPriority());
            variables = Variables.ofSystem();
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        try (CommandDatabase database = CommandDatabase.open(SeraiCommand.home().home(), variables::find); Likeness likeness = new Likeness(THREADS);
             CommandProgress progress = new CommandProgress(System.err)) {
            GapReport report = new FindGaps(database.source(), Clock.systemUTC(), likeness::terms, likeness::meaning)
                .find(options, progress::at);
            progress.close(); // before the report stands on the same screen
            PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            out.println(json ? JSON.writeValueAsString(report) : text(report));
            out.flush();
            if (html != null) {
                Files.writeString(html, GapPage.of(report));
                System.err.println("The page stands in " + html);
            }
            return 0;
        } catch (UnusableDatabaseException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException | SQLException e) {
            System.err.println("cannot be reported: " + e);
            return 1;
        }
    }

    private Instant since() {
        Matcher span = SINCE.matcher(since);
        if (span.matches()) {
            long count = Long.parseLong(span.group(1));
            return Instant.now().minus(switch (span.group(2)) {
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                default -> Duration.ofDays(7 * count);
            });
        }
        try {
            return Instant.parse(since);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--since is '" + since + "': it must be such as 12h, 90d, 26w or 2026-01-31T00:00:00Z", e);
        }
    }

    private Map<Priority, Double> byPriority() {
        Map<Priority, Double> all = new EnumMap<>(Priority.class);
        try {
            cost.forEach((priority, value) -> all.put(Priority.of(priority), value));
        } catch (InvalidTicketException e) {
            throw new IllegalArgumentException("--cost: " + e.getMessage(), e);
        }
        return all;
    }

    private static String text(GapReport report) {
        StringBuilder text = new StringBuilder(GapPage.summary(report));
        for (int i = 0; i < report.gaps().size(); i++) {
            GapReport.Gap gap = report.gaps().get(i);
            text.append(String.format("%n%n%d. %s%n   %s%n   terms: %s", i + 1, gap.title(), GapPage.facts(gap), String.join(", ", gap.terms())));
            gap.examples().forEach(example -> text.append(String.format("%n   - %s  %s", example.id(), example.title())));
        }
        return text.toString();
    }
}
