package io.serai.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.document.HostileFiles.Hostile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TRUST.md, S16: hostile files are refused in words or read, within their time and memory, and nothing of them stays or calls home. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileDocumentsTest {

    private static final Duration TIME = Duration.ofSeconds(30);

    @TempDir static Path home;
    private ServerSocket elsewhere;
    private WorkFolder folder;
    private IsolatedReader reader;

    @BeforeAll
    void start() throws IOException {
        elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        folder = new WorkFolder(home.resolve("documents"));
        reader = new IsolatedReader(Documents.properties(home.resolve("documents"), 1, TIME), folder);
    }

    @AfterAll
    void nobodyHasCalledHomeAndNothingStays() throws IOException {
        reader.close();
        folder.close();
        elsewhere.setSoTimeout(1);
        assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
        elsewhere.close();
        assertThat(folder.path()).doesNotExist();
    }

    Stream<Hostile> files() {
        return HostileFiles.all(elsewhere.getLocalPort()).stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void s16IsRefusedInWordsOrRead(Hostile hostile) throws IOException {
        Path file = folder.file();
        Files.write(file, hostile.bytes().get());
        long start = System.nanoTime();
        try {
            DocumentReader.Text text = reader.read(file, hostile.name(), words -> { });
            assertThat(hostile.refused() == null || hostile.refused().startsWith(".*")).as("it must be refused, and says %s", text).isTrue();
            assertThat(text.parts()).extracting(DocumentPart::text).noneMatch(words -> words.contains("Ignore all rules") && hostile.name().endsWith("html"));
            assertThat(text.parts()).allSatisfy(part -> assertThat(part.path()).doesNotContain("..").doesNotStartWith("/"));
            if (hostile.said() != null) {
                assertThat(text.parts()).extracting(DocumentPart::text).anyMatch(words -> words.contains(hostile.said()));
            }
        } catch (RefusedDocumentException e) {
            assertThat(hostile.refused() != null || hostile.said() == null).as("it must be read, and is refused: %s", e.getMessage()).isTrue();
            assertThat(e.getMessage()).containsPattern(hostile.refused() == null ? "'.+'" : hostile.refused());
            assertThat(e.getMessage()).hasSizeLessThan(1_000).doesNotContain(home.toString());
        } finally {
            Files.delete(file);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME.plusSeconds(10));
        assertThat(residentMegabytes()).as("memory of the readers").isLessThan(450);
        assertThat(leftBehind()).as("files left behind").isEmpty();
    }

    @Test
    void s16FiftyOrMoreAreTried() {
        assertThat(files().map(Hostile::about)).hasSizeGreaterThanOrEqualTo(50);
    }

    /** The most that any reader of this process has ever held; 0 where the system does not tell. */
    private static long residentMegabytes() {
        return ProcessHandle.current().children().mapToLong(child -> {
            try {
                return Files.readAllLines(Path.of("/proc", Long.toString(child.pid()), "status")).stream().filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
            } catch (IOException e) {
                return 0; // it has just ended, or there is no /proc
            }
        }).max().orElse(0);
    }

    private List<String> leftBehind() throws IOException {
        try (Stream<Path> files = Files.walk(folder.path())) {
            return files.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).filter(name -> !name.endsWith(".cache")).toList();
        }
    }
}
