package io.serai.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** TRUST.md, S16: a parser is bounded in time and memory, and the hub lives. */
class IsolatedReaderTest {

    @TempDir Path home;

    private DocumentProperties properties(int megabytes, Duration time, Duration warm) {
        return new DocumentProperties(home.resolve("documents"), 1, DataSize.ofMegabytes(megabytes), time, Duration.ofSeconds(120), warm, DataSize.ofMegabytes(50), DataSize.ofMegabytes(200),
            DataSize.ofMegabytes(100), 1_000, 100, 3, 2_000, 4_000_000, 60_000_000);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(home.resolve("file.bin"), text);
    }

    private List<Path> folders(WorkFolder folder) throws IOException {
        try (Stream<Path> all = Files.list(folder.path())) {
            return all.toList();
        }
    }

    @Test
    void s16WhatTakesTooLongOrTooMuchIsRefusedInWordsAndTheNextDocumentIsRead() throws IOException {
        try (WorkFolder folder = new WorkFolder(home.resolve("documents"));
             IsolatedReader hasty = new IsolatedReader(properties(256, Duration.ofMillis(1), Duration.ofMinutes(1)), folder)) {
            Path slow = file("<html><body>" + "<div>".repeat(20_000) + "x");
            assertThatThrownBy(() -> hasty.read(slow, "slow.html", words -> { })).isInstanceOf(RefusedDocumentException.class).hasMessage("'slow.html' takes more than 0 s to read");
            assertThat(hasty.waiting()).isZero();
            assertThat(folders(folder)).as("nothing of it stays").isEmpty();
        }
        try (WorkFolder folder = new WorkFolder(home.resolve("documents"));
             IsolatedReader small = new IsolatedReader(properties(24, Duration.ofSeconds(60), Duration.ofMinutes(1)), folder)) {
            assertThatThrownBy(() -> small.read(file("\u20AC".repeat(3_900_000)), "large.txt", words -> { })).isInstanceOf(RefusedDocumentException.class)
                .hasMessage("'large.txt' takes more than 24 MB of memory to read");
            assertThat(folders(folder)).isEmpty();
            assertThat(small.read(file("# Small\n\nStill read."), "small.md", words -> { }).parts()).extracting(DocumentPart::title).containsExactly("Small");
        }
    }

    @Test
    void aProcessIsKeptForTheNextDocumentAndEndsWhenThereIsNone() throws IOException {
        try (WorkFolder folder = new WorkFolder(home.resolve("documents"));
             IsolatedReader reader = new IsolatedReader(properties(256, Duration.ofSeconds(60), Duration.ofSeconds(1)), folder)) {
            reader.read(file("# One\n\nText."), "one.md", words -> { });
            List<Path> first = folders(folder);
            reader.read(file("# Two\n\nText."), "two.md", words -> { });
            assertThat(folders(folder)).as("the same process").isEqualTo(first).hasSize(1);
            await().atMost(Duration.ofSeconds(60)).until(() -> reader.waiting() == 0 && folders(folder).isEmpty());
        }
        assertThat(home.resolve("documents")).isEmptyDirectory();
    }

    @Test
    void whatAKilledHubLeftBehindIsRemovedAndWhatAnotherStillUsesIsNot() throws IOException {
        Path root = Files.createDirectories(home.resolve("documents"));
        ProcessHandle self = ProcessHandle.current();
        long began = self.info().startInstant().orElseThrow().toEpochMilli();
        Path dead = Files.createDirectories(root.resolve("999999999-1-" + UUID.randomUUID()).resolve("upload"));
        Files.writeString(dead.resolve("part.tmp"), "x");
        Path earlier = Files.createDirectory(root.resolve(self.pid() + "-" + (began - 1) + "-" + UUID.randomUUID()));
        Path alive = Files.createDirectory(root.resolve(self.pid() + "-" + began + "-" + UUID.randomUUID()));
        Path other = Files.createDirectory(root.resolve("notes"));
        try (WorkFolder folder = new WorkFolder(root)) {
            assertThat(dead.getParent()).doesNotExist();
            assertThat(earlier).doesNotExist();
            assertThat(alive).exists();
            assertThat(other).exists();
            assertThat(folder.path()).exists();
        }
    }
}
