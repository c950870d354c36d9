package io.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.connector.NormalizeText;
import io.serai.mail.EmlText;
import io.serai.mail.UnreadableEmlException;
import io.serai.ticket.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code normalize}: prints what a connector's kamelet makes of payloads. */
@Command(name = "normalize", mixinStandardHelpOptions = true,
    description = "Prints one canonical ticket a line (JSON) for each record in the files; what cannot be read is told on standard error.")
final class NormalizeCommand implements Callable<Integer> {

    /** Largest file, in bytes: a list of many thousand records. */
    private static final int LIMIT = 64 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    @Option(names = "--connector", required = true, description = "Name of a file in connector-configs/, without its ending.")
    private String connector;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files with a record, a list answer, a webhook body or a mail (.eml); - for standard input.")
    private List<String> files;

    private boolean faulty;

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try (NormalizeText normalize = NormalizeText.with(SeraiCommand.home(), connector,
            name -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank()))) {
            for (String file : files) {
                normalize(normalize, file, out);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } finally {
            out.flush();
        }
        return faulty ? 1 : 0;
    }

    private void normalize(NormalizeText normalize, String file, PrintStream out) {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                fault(file, "larger than " + LIMIT + " bytes");
                return;
            }
            String text = EmlText.isMessage(bytes) ? EmlText.json(bytes, Instant.now()) : new String(bytes, StandardCharsets.UTF_8);
            normalize.normalize(text, Instant.now(), ticket -> out.println(line(ticket)), words -> fault(file, words));
        } catch (UnreadableEmlException e) {
            fault(file, e.getMessage());
        } catch (IOException e) {
            fault(file, "cannot be read: " + e);
        }
    }

    private void fault(String file, String words) {
        faulty = true;
        System.err.println(file + ": " + words);
    }

    private static String line(Ticket ticket) {
        try {
            return JSON.writeValueAsString(ticket);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a ticket cannot be written", e);
        }
    }
}
