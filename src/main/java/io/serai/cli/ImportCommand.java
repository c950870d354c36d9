package io.serai.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.connector.CommandIntake;
import io.serai.connector.NormalizeText;
import io.serai.connector.RowMapping;
import io.serai.database.CommandDatabase;
import io.serai.database.UnusableDatabaseException;
import io.serai.file.FileFeed;
import io.serai.file.FileOptions;
import io.serai.file.ImportFile;
import io.serai.home.HomeFiles;
import io.serai.home.Variables;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: takes tickets in from files. */
@Command(name = "import", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Stores the rows of CSV, JSON or JSON Lines files as tickets of the hub: of the one that runs on SERAI_HOME, or, if none runs, for its next"
        + " start. Killed and run again, it goes on where it was; a file that is imported twice makes nothing twice.",
        "Exit code: 0 if every row makes a ticket, 1 if some do not or a file could not be finished, 2 for wrong usage."})
final class ImportCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to import, one after the other.")
    private List<Path> files;

    @Option(names = "--connector", defaultValue = "file-import", paramLabel = "NAME",
        description = "The connector whose tickets they become, and whose kamelet reads the rows (default ${DEFAULT-VALUE}).")
    private String connector;

    @Option(names = "--mapping", paramLabel = "FILE", description = "YAML: parameters of that kamelet that are others for these files, such as title: Betreff.")
    private Path mapping;

    @Option(names = "--format", defaultValue = "auto", description = "csv, json, jsonl, or auto: by the file's name (default ${DEFAULT-VALUE}).")
    private String format;

    @Option(names = "--encoding", defaultValue = "UTF-8", description = "UTF-8, windows-1252, ISO-8859-1 or ISO-8859-15 (default ${DEFAULT-VALUE}).")
    private String encoding;

    @Option(names = "--delimiter", defaultValue = "auto",
        description = "Between the cells of CSV: comma, semicolon, tab, pipe, or auto: the one that is most frequent in the first line (default ${DEFAULT-VALUE}).")
    private String delimiter;

    @Option(names = "--formulas", defaultValue = "refuse",
        description = "refuse rows with a cell that a spreadsheet would run as a formula, or keep it as text (default ${DEFAULT-VALUE}).")
    private String formulas;

    @Option(names = "--errors", paramLabel = "FILE",
        description = "Where to write which rows make no ticket and why; with one input file only (default: FILE.errors.csv beside the input).")
    private Path errors;

    @Option(names = "--max-errors", defaultValue = "1000", paramLabel = "N",
        description = "Give a file up when more than N of its rows make no ticket (default ${DEFAULT-VALUE}).")
    private long maxErrors;

    @Option(names = "--again", description = "Begin at the first row, though the file was imported or begun before. What is stored already stays as it is.")
    private boolean again;

    @Option(names = "--dry-run", description = "Print the tickets, one a line (JSON), and store nothing; no database is needed.")
    private boolean dryRun;

    @Override
    public Integer call() {
        HomeFiles home = SeraiCommand.home();
        FileOptions options;
        Variables variables;
        try {
            if (errors != null && files.size() > 1) {
                throw new IllegalArgumentException("--errors names one file, and there are " + files.size() + " to import: leave it out");
            }
            options = FileOptions.of(format, encoding, delimiter, formulas);
            variables = Variables.ofSystem();
            files.forEach(this::mustBeReadable);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        try (NormalizeText normalize = NormalizeText.with(home, connector, variables::find)) {
            Map<String, String> mapped = mapping == null ? Map.of() : RowMapping.read(home, normalize, mapping);
            return dryRun ? tryOut(normalize, options, mapped) : store(home, normalize, variables, options, mapped);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (IOException | UnusableDatabaseException e) {
            System.err.println(e instanceof IOException ? "cannot be read: " + e : e.getMessage());
            return 1;
        }
    }

    private void mustBeReadable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException(file + ": there is no such file that can be read");
        }
        if (errors != null && errors.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("--errors names the file that is to be imported");
        }
    }

    private int tryOut(NormalizeText normalize, FileOptions options, Map<String, String> mapped) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        boolean flawless = true;
        for (Path file : files) {
            ImportFile.Tried tried = ImportFile.tryOut(normalize, file, options, mapped, ticket -> out.println(JSON.valueToTree(ticket).toString()),
                (line, words) -> System.err.println(file + ":" + line + ": " + words));
            tried.problem().ifPresent(words -> System.err.println(file + ": " + words));
            System.err.printf("%s: %d rows, %d make tickets, %d do not; nothing was stored%n", file, tried.counts().rows(), tried.counts().fresh(),
                tried.counts().faulty());
            flawless &= tried.problem().isEmpty() && tried.counts().faulty() == 0;
        }
        out.flush();
        return flawless ? 0 : 1;
    }

    private int store(HomeFiles home, NormalizeText normalize, Variables variables, FileOptions options, Map<String, String> mapped) throws IOException {
        boolean flawless = true;
        try (CommandDatabase database = CommandDatabase.open(home.home(), variables::find)) {
            Thread ending = new Thread(database::close, "end-database");
            Runtime.getRuntime().addShutdownHook(ending);
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database.source()));
            CommandIntake intake = new CommandIntake(normalize, database.source(), transaction, Clock.systemUTC(), variables::find);
            ImportFile importFile = new ImportFile(database.source(), transaction, intake, Clock.systemUTC(), maxErrors);
            for (Path file : files) {
                flawless &= store(importFile, file, options, mapped);
            }
            System.err.println(database.hubRuns() ? "The hub that runs takes the tickets from its queue."
                : "What was stored waits in the queue: a hub takes it when it runs on this database.");
        } catch (DataAccessException | TransactionException e) {
            System.err.println("The database went away (" + e.getClass().getSimpleName() + "). Run the same command again: it goes on where it was.");
            return 1;
        }
        return flawless ? 0 : 1;
    }

    private boolean store(ImportFile importFile, Path file, FileOptions options, Map<String, String> mapped) throws IOException {
        FileFeed done;
        try (ImportProgress progress = new ImportProgress(file, System.err)) {
            done = importFile.run(connector, file, options, mapped, again, progress::at);
        }
        boolean faulty = done.counts().faulty() > 0 || done.problem().isPresent();
        Path target = errors != null ? errors : file.resolveSibling(file.getFileName() + ".errors.csv");
        if (faulty) {
            importFile.writeFaults(done, target);
        } else if (errors == null) {
            Files.deleteIfExists(target);   // of an earlier run
        }
        done.problem().ifPresent(words -> System.err.println(file + ": not finished: " + words));
        if (done.state() == FileFeed.State.LATER) {
            System.err.println(file + ": not finished: too many events wait to be processed. Let the hub work, then run the same command again.");
        }
        if (faulty) {
            System.err.println(file + ": what makes no ticket stands in " + target);
        }
        return done.state() == FileFeed.State.DONE && !faulty;
    }
}
