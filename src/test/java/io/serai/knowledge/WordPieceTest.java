package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPieceTest {

    private static final String FILE = "/bge-small-en-v1.5-q-tokenizer.json";

    @Test
    void givesTheNumbersThatTheTokenizersLibraryGives() throws Exception {
        StringBuilder texts = new StringBuilder(String.join("\n", List.of("KubePodCrashLooping: pod is crash-looping!", "Überraschung café naïve ÅNGSTRÖM",
            "你好 world 東京", "a\tb\r\nc\u00a0d\u2003e\u200bf\u0000g", "“quotes” – dashes… €5 ½ x² 50 %", "user@example.com http://[::1]:8080/a?b=c&d",
            "x".repeat(120), "emoji 😀 family 👨‍👩‍👧", "İstanbul ΑΣ ǅ ﬁ", "--- ## **bold** `code` $HOME")));
        for (int c = 0x20; c < 0x3000; c++) {
            boolean known = c < 0x7C0 || c >= 0x2000 && c < 0x2E40;   // the scripts between differ by version of Unicode
            if (known && Character.isDefined(c) && c != 0x061D && c != 0x2028 && c != 0x2029) {   // U+061D came with Unicode 14
                texts.append("\na").append((char) c).append("b ").append((char) c);
            }
        }
        for (Path file : List.of(Path.of("README.md"), Path.of("pom.xml"), Path.of("knowledge/service-down.md"))) {
            texts.append(Files.exists(file) ? Files.readString(file) : "");
        }
        try (InputStream ours = getClass().getResourceAsStream(FILE); InputStream theirs = getClass().getResourceAsStream(FILE);
             HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(theirs, Map.of("padding", "false", "truncation", "false"))) {
            WordPiece words = WordPiece.read(ours);
            List<String> different = new ArrayList<>();
            for (String line : texts.toString().split("\n")) {
                if (!Arrays.equals(words.encode(line, 100_000), tokenizer.encode(line, true, false).getIds())) {
                    different.add(line);
                }
            }
            assertThat(different).isEmpty();
        }
    }

    @Test
    void takesMarksOfTheModelInATextAsText() throws Exception {
        try (InputStream in = getClass().getResourceAsStream(FILE)) {
            WordPiece words = WordPiece.read(in);
            assertThat(words.encode("a [SEP] b", 512)).doesNotHaveDuplicates().hasSizeGreaterThan(5).startsWith(101).endsWith(102);
            assertThat(words.encode("word ".repeat(100_000), 512)).hasSize(512).endsWith(102);
        }
    }

    /** Texts of ASCII alone take a shorter way. */
    @Test
    void whatStandsBesideATextDoesNotChangeItsNumbers() throws Exception {
        try (InputStream in = getClass().getResourceAsStream(FILE)) {
            WordPiece words = WordPiece.read(in);
            for (char c = 0; c < 0x80; c++) {
                String text = "KubePod" + c + "Not Ready " + c;
                long[] beside = words.encode(text + " \u00e9", 512);
                long[] alone = words.encode(text, 512);
                assertThat(Arrays.copyOf(beside, beside.length - 2)).as("character %d", (int) c).isEqualTo(Arrays.copyOf(alone, alone.length - 1));
            }
        }
    }
}
