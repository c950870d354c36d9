package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of an evaluation, right and wrong. */
class LinkingFilesTest {

    @TempDir Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void anIndexNamesFileAndIdOfEachRunbookAndTheTitleOfOneThatHasNone() throws Exception {
        Files.createDirectories(folder.resolve("deep/er"));
        Files.writeString(folder.resolve("deep/er/a.md"), "Look.\n");
        Files.writeString(folder.resolve("b.markdown"), "# Own title\nText.\n");
        Files.writeString(folder.resolve("stray.md"), "No title.\n");
        Files.writeString(folder.resolve("unnamed.md"), "# Not named by the index\n");
        Files.writeString(folder.resolve("INDEX.jsonl"), """
            {"id": "one/with:any#characters", "file": "deep/er/a.md", "title": "  Disk   is full ", "licence": "MIT"}

            {"id": "b", "file": "b.markdown", "title": "Another title"}
            {"id": "c", "file": "stray.md"}
            """);
        assertThat(RunbookSet.read(folder, told::add)).extracting(Runbook::id, Runbook::title, Runbook::text).containsExactly(
            tuple("one/with:any#characters", "Disk is full", "Look."),
            tuple("b", "Own title", "# Own title\nText."), tuple("c", "stray", "No title."));
        assertThat(told).isEmpty();
    }

    @Test
    void withoutAnIndexEachMarkdownFileIsARunbookAndFaultsAreTold() throws Exception {
        Files.writeString(folder.resolve("a.md"), "---\ncategories: [nonsense]\n---\n# A\n");
        assertThat(RunbookSet.read(folder, told::add)).extracting(Runbook::id).containsExactly("a");
        assertThat(told).singleElement().asString().contains("a.md:2:").contains("nonsense");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "{\"id\":\"x\",\"file\":\"none.md\"}         | INDEX.jsonl:2: 'file': none.md is not there",
        "{\"id\":\"x\",\"file\":\"../outside.md\"}   | INDEX.jsonl:2: 'file': ../outside.md is no file of this folder",
        "{\"id\":\"x\",\"file\":\".\"}               | INDEX.jsonl:2: 'file': . is no file of this folder",
        "{\"id\":\"a\",\"file\":\"a.md\"}            | INDEX.jsonl:2: 'id': a is there twice",
        "{\"file\":\"a.md\"}                         | INDEX.jsonl:2: 'id' must be a text",
        "{\"id\":\"x\",\"file\":3}                   | INDEX.jsonl:2: 'file' must be a text",
        "{\"id\":\"x\",                              | INDEX.jsonl:2: is no JSON",
        "[1]                                         | INDEX.jsonl:2: is no JSON object"})
    void aWrongLineOfTheIndexIsNamed(String line, String message) throws Exception {
        Path inside = Files.createDirectory(folder.resolve("in"));
        Files.writeString(folder.resolve("outside.md"), "# Outside\n");
        Files.writeString(inside.resolve("a.md"), "# A\n");
        Files.writeString(inside.resolve("INDEX.jsonl"), "{\"id\":\"a\",\"file\":\"a.md\"}\n" + line + "\n");
        assertThatThrownBy(() -> RunbookSet.read(inside, told::add)).isInstanceOf(IOException.class).hasMessageContaining(message);
    }

    @Test
    void aFolderWithoutRunbooksIsAnError() {
        assertThatThrownBy(() -> RunbookSet.read(folder, told::add)).hasMessageContaining("has no runbooks");
        assertThatThrownBy(() -> RunbookSet.read(folder.resolve("none"), told::add)).hasMessageContaining("is no folder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "{\"id\":\"1\"}                                   | q.jsonl:2: 'title' must be a text",
        "{\"title\":\"t\",\"gold_any\":\"p\"}             | q.jsonl:2: 'gold_any' must be a list of ids",
        "{\"title\":\"t\",\"gold_any\":[1]}               | q.jsonl:2: 'gold_any' must be a list of ids",
        "{\"title\":\"t\",\"description\":{}}             | q.jsonl:2: 'description' must be a text",
        "{\"title\":\"t\"} {\"title\":\"t\"}              | q.jsonl:2: is no JSON"})
    void aWrongLineOfTheQueriesIsNamed(String line, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("q.jsonl"), "{\"title\":\"t\"}\n" + line + "\n");
        assertThatThrownBy(() -> LinkingQuery.read(file)).isInstanceOf(IOException.class).hasMessageContaining(message);
    }

    @Test
    void queriesWithAndWithoutAPageAreReadAndNullIsAbsent() throws Exception {
        Path file = Files.writeString(folder.resolve("q.jsonl"), """
            \uFEFF{"id":"1","name":null,"title":"t","description":null,"gold":"a","gold_any":null,"source":"x/y@1:f"}
            {"id":"2","name":"N","title":"t","gold":"a","gold_any":["a","b"]}
            {"id":"3","title":"t","gold":null,"gold_any":[],"negative":"help_desk_ticket"}
            """);
        List<LinkingQuery> queries = LinkingQuery.read(file);
        assertThat(queries).extracting(LinkingQuery::answerable).containsExactly(true, true, false);
        assertThat(queries.get(0).source()).isEqualTo("x/y");
        assertThat(queries.get(1).gold()).containsExactly("a", "b");
        assertThat(queries.get(2).negative()).isEqualTo("help_desk_ticket");
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "\n");
        assertThatThrownBy(() -> LinkingQuery.read(empty)).hasMessageContaining("has no queries");
        Path latin = Files.write(folder.resolve("latin.jsonl"), new byte[] {'{', '"', (byte) 0xe4, '"'});
        assertThatThrownBy(() -> LinkingQuery.read(latin)).hasMessageContaining("latin.jsonl:1: is not UTF-8");
    }
}
