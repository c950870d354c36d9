package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkRunbookTest {

    private final BgeEmbedder embedder = new BgeEmbedder(1);
    private final ChunkRunbook chunker = new ChunkRunbook(embedder::tokens);

    private static String words(String word, int count) {
        return (word + " ").repeat(count).strip();
    }

    @Test
    void aChunkKnowsItsHeadings() {
        List<Chunk> chunks = chunker.chunks("# Disk\n\n" + words("first", 100) + "\n\n## Steps\n\n" + words("second", 100) + "\n\n### Linux\n\n" + words("third", 100));
        assertThat(chunks).extracting(Chunk::heading).containsExactly("Disk", "Disk > Steps", "Disk > Steps > Linux");
        assertThat(chunks.get(1).passage("Disk")).startsWith("Disk > Steps\nsecond");
        assertThat(chunks.get(1).passage("Full disk")).startsWith("Full disk > Disk > Steps\nsecond");
    }

    @Test
    void shortSectionsShareAChunk() {
        assertThat(chunker.chunks("# A\n\nOne.\n\n## B\n\nTwo.\n\n## C\n\nThree.")).singleElement()
            .satisfies(chunk -> assertThat(chunk.text()).contains("One.", "B\nTwo.", "C\nThree."));
    }

    @Test
    void noChunkIsLongerThanTheModelReads() {
        String text = "# T\n\n" + words("paragraph", 900) + "\n\n```\n" + words("# code\n", 400) + "\n```\n\n" + "x1".repeat(5_000) + "\n\n" + words("Üñí", 600);
        List<Chunk> chunks = chunker.chunks(text);
        assertThat(chunks).hasSizeGreaterThan(5).allSatisfy(chunk -> assertThat(embedder.tokens(chunk.passage("A title of some words"))).isLessThan(500));
    }

    @Test
    void aHashSignInCodeIsNoHeading() {
        assertThat(chunker.chunks("# T\n\n```\n# comment\nls\n```\n")).singleElement().satisfies(chunk -> {
            assertThat(chunk.heading()).isEqualTo("T");
            assertThat(chunk.text()).contains("# comment");
        });
    }

    @Test
    void theEndOfAFullChunkOpensTheNext() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append(words("word" + i, 10)).append("\n\n");
        }
        List<Chunk> chunks = chunker.chunks(text.toString());
        assertThat(chunks).hasSizeGreaterThan(2);
        String end = chunks.get(0).text().substring(chunks.get(0).text().lastIndexOf('\n') + 1);
        assertThat(chunks.get(1).text()).startsWith(end);
    }

    @Test
    void aLongTableKeepsItsHeadAndLongCodeItsFence() {
        StringBuilder table = new StringBuilder("| Code | Meaning |\n|---|---|\n");
        StringBuilder code = new StringBuilder("```bash\n");
        for (int i = 0; i < 120; i++) {
            table.append("| ORA-").append(10_000 + i).append(" | what it means, number ").append(i).append(" |\n");
            code.append("systemctl restart service-").append(i).append("\n");
        }
        List<Chunk> rows = chunker.chunks("# Codes\n\nSee the list:\n" + table);
        assertThat(rows).hasSizeGreaterThan(3);
        assertThat(rows.subList(1, rows.size())).allSatisfy(chunk -> assertThat(chunk.text()).startsWith("| Code | Meaning |\n|---|---|\n| ORA-1").endsWith(" |"));
        List<Chunk> commands = chunker.chunks("# Restart\n\n" + code + "```\n\nDone.");
        assertThat(commands).hasSizeGreaterThan(2).allSatisfy(chunk -> assertThat(chunk.text().split("```", -1)).as(chunk.text()).hasSize(3));
        String last = commands.get(0).text().lines().filter(line -> line.startsWith("systemctl")).reduce((one, other) -> other).orElseThrow();
        assertThat(commands.get(1).text()).as("begins with the end of the one before").startsWith("```bash\n" + last + "\n");
        assertThat(commands).extracting(Chunk::text).anySatisfy(text -> assertThat(text).contains("service-119"));
    }

    @Test
    void nothingHasNoChunksAndAMegabyteHasItsShare() {
        assertThat(chunker.chunks(" \n\n")).isEmpty();
        assertThat(chunker.chunks("# Only a heading")).hasSize(1);
        assertThat(chunker.chunks((words("abc", 60) + "\n\n").repeat(4_300))).hasSizeBetween(500, ChunkRunbook.MOST);
    }
}
