package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.document.DocumentPart;
import io.serai.document.DocumentReader;
import io.serai.document.RefusedDocumentException;
import io.serai.home.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFolderTest {

    @TempDir Path home;
    private final AtomicInteger reads = new AtomicInteger();
    private final List<Fault> faults = new ArrayList<>();
    private Path folder;
    private DocumentFolder documents;

    /** Reads each line of a file as a part; refuses what is empty. */
    private final DocumentReader reader = (file, name, progress) -> {
        reads.incrementAndGet();
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty()) {
                throw new RefusedDocumentException("'" + name + "' is empty");
            }
            return new DocumentReader.Text(lines.stream().map(line -> new DocumentPart("", line, "en", line, List.of())).toList(), List.of());
        } catch (IOException e) {
            throw new RefusedDocumentException("'" + name + "' is gone");
        }
    };

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(home.resolve("knowledge"));
        documents = new DocumentFolder(folder, reader);
    }

    private DocumentFolder.Look look(Map<String, Set<String>> stored) {
        try {
            faults.clear();
            return documents.look(stored, faults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<RunbookFolder.Found> read() {
        List<RunbookFolder.Found> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            found.clear();
            found.addAll(look(Map.of()).read());
            return !found.isEmpty();
        });
        return found;
    }

    @Test
    void documentsAreReadBesideRunbooksAndEachPartIsOneText() throws IOException {
        Files.writeString(folder.resolve("runbook.md"), "# Not mine");
        Files.writeString(folder.resolve("~$open.docx"), "lock");
        Files.createDirectory(folder.resolve("vpn"));
        Files.writeString(folder.resolve("vpn/User guide.pdf"), "Close the client\nUpdate it");

        List<RunbookFolder.Found> found = read();

        assertThat(found).extracting(each -> each.runbook().id()).containsExactly("User-guide.pdf", "User-guide.pdf.1");
        assertThat(found).extracting(each -> each.runbook().origin()).containsOnly("knowledge/vpn/User guide.pdf");
        assertThat(reads).hasValue(1);
    }

    @Test
    void whatTheDatabaseHoldsIsNotReadAgainNotEvenAfterARestart() throws IOException {
        Files.writeString(folder.resolve("a.pdf"), "One");
        String hash = read().get(0).hash();
        Map<String, Set<String>> stored = Map.of("knowledge/a.pdf", Set.of(hash));
        assertThat(look(stored).read()).isEmpty();

        documents = new DocumentFolder(folder, reader);
        // one after the other is read: when the second is, the first has been looked into
        Path second = Files.writeString(folder.resolve("b.pdf"), "Two");
        await().atMost(Duration.ofSeconds(60)).until(() -> !look(stored).read().isEmpty());
        assertThat(look(stored).asTheyAre()).containsExactly("knowledge/a.pdf");
        assertThat(reads).as("b.pdf alone").hasValue(2);
        Files.delete(second);
        Files.writeString(folder.resolve("a.pdf"), "Another one");
        await().atMost(Duration.ofSeconds(60)).until(() -> !look(stored).read().isEmpty());
        assertThat(reads).hasValue(3);
        Files.delete(folder.resolve("a.pdf"));
        assertThat(look(stored)).as("a file that is gone takes its text along").isEqualTo(new DocumentFolder.Look(List.of(), Set.of()));
    }

    @Test
    void whatIsRefusedIsToldAndKeepsTheTextItHad() throws IOException {
        Files.writeString(folder.resolve("a.pdf"), "");
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            look(Map.of());
            return !faults.isEmpty();
        });
        assertThat(faults).extracting(Fault::toString).containsExactly("knowledge/a.pdf:1: 'a.pdf' is empty");
        assertThat(look(Map.of()).asTheyAre()).containsExactly("knowledge/a.pdf");
        assertThat(reads).as("it is not tried again until it changes").hasValue(1);
    }

    @Test
    void aSecondDocumentOfTheSameNameAndALinkAreNotRead() throws IOException {
        Files.createDirectory(folder.resolve("one"));
        Files.createDirectory(folder.resolve("two"));
        Files.writeString(folder.resolve("one/a.pdf"), "One");
        Files.writeString(folder.resolve("two/a.pdf"), "Two");
        Path outside = Files.writeString(home.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("link.txt"), outside);
        assertThat(read()).extracting(each -> each.runbook().title()).containsExactly("One");
        assertThat(faults).extracting(Fault::toString).containsExactly("knowledge/two/a.pdf:1: has the name of another document in the folder: not read");
    }
}
