package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of docs/ whose files and samples a test takes as they stand there. */
record DocsPage(String name) {

    private static final Pattern FILE = Pattern.compile("(?m)^`([^`\\s]+)`:\\n\\n```\\w+\\n(.*?)^```$", Pattern.DOTALL);

    /** The first block in this language. */
    String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(text());
        assertThat(block.find()).as("a block of " + language + " in " + name).isTrue();
        return block.group(1);
    }

    /** Writes the blocks that stand below the name of a file. */
    void writeFiles(Path home) throws IOException {
        Matcher files = FILE.matcher(text());
        while (files.find()) {
            Path file = home.resolve(files.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, files.group(2));
        }
    }

    private String text() throws IOException {
        return Files.readString(Path.of("docs", name));
    }
}
