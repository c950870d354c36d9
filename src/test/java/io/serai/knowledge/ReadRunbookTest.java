package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadRunbookTest {

    private final List<Fault> faults = new ArrayList<>();

    private Runbook read(String name, String content) {
        return ReadRunbook.read(name, "knowledge/" + name, content, faults);
    }

    private List<String> faults() {
        return faults.stream().map(Fault::toString).toList();
    }

    @Test
    void takesWhatTheFrontMatterSays() {
        Runbook runbook = read("a.md", "\uFEFF---\r\nid: disk\r\ntitle: Disk is full\r\ncategories: [storage, server]\r\nactions:\r\n- expand-volume\r\n---\r\n# Other\r\nText\r\n");
        assertThat(runbook).isEqualTo(new Runbook("disk", "Disk is full", List.of("storage", "server"), List.of("expand-volume"), "# Other\nText", "knowledge/a.md"));
        assertThat(faults).isEmpty();
    }

    @Test
    void productsAndLabelsAreWhatASearchIsNarrowedBy() {
        Runbook runbook = read("a.md", "---\nproducts: [Cisco AnyConnect, FortiClient]\nlabels: [remote work, FortiClient, ' ', \"" + "x".repeat(201) + "\"]\n---\n# VPN\n");
        assertThat(runbook.products()).containsExactly("Cisco AnyConnect", "FortiClient", "remote work");
        assertThat(faults()).isNotEmpty().allMatch(fault -> fault.startsWith("knowledge/a.md:3: 'labels'"));
    }

    @Test
    void doesWithoutFrontMatter() {
        assertThat(read("disk full.v2.md", "Intro\n\n## [Disk](http://x) is full ##\n")).satisfies(runbook -> {
            assertThat(runbook.id()).isEqualTo("disk-full.v2");
            assertThat(runbook.title()).isEqualTo("Disk is full");
        });
        assertThat(read("notes.md", "no heading").title()).isEqualTo("notes");
        assertThat(read("empty.md", "").title()).isEqualTo("empty");
        assertThat(faults).isEmpty();
    }

    @Test
    void namesTheLineOfABrokenFrontMatterAndTakesTheText() {
        Runbook runbook = read("a.md", "---\nid: disk\ntitle: [oops\n---\n# Disk\n");
        assertThat(runbook.id()).isEqualTo("a");
        assertThat(runbook.title()).isEqualTo("Disk");
        assertThat(faults()).singleElement().asString().startsWith("knowledge/a.md:").contains("not YAML");
        faults.clear();
        assertThat(read("b.md", "---\nid: x\n# Disk\n").text()).contains("# Disk");
        assertThat(faults()).singleElement().asString().isEqualTo("knowledge/b.md:1: the front matter is not closed by a line ---");
    }

    @Test
    void leavesOutWhatIsNoCategoryAndNoAction() {
        Runbook runbook = read("a.md", "---\ntitle: A\ncategories: [server, printers]\nactions: [restart-service, 'rm -rf /']\nid: ../../etc\n---\n");
        assertThat(runbook.categories()).containsExactly("server");
        assertThat(runbook.actions()).containsExactly("restart-service");
        assertThat(runbook.id()).isEqualTo("a");
        assertThat(faults()).hasSize(3).anySatisfy(fault -> assertThat(fault).startsWith("knowledge/a.md:3: 'printers'"))
            .anySatisfy(fault -> assertThat(fault).startsWith("knowledge/a.md:4: 'rm -rf /'"))
            .anySatisfy(fault -> assertThat(fault).startsWith("knowledge/a.md:5: 'id'"));
    }

    @Test
    void makesNoObjectsOfTagsAndFollowsNoAliases() {
        read("a.md", "---\ntitle: !!javax.script.ScriptEngineManager [x]\n---\n");
        read("b.md", "---\na: &a [x, x]\nb: [*a, *a]\ntitle: T\n---\n");
        assertThat(faults()).hasSizeGreaterThanOrEqualTo(2).allMatch(fault -> fault.matches("knowledge/[ab]\\.md:\\d+: .*"));
    }

    @Test
    void dropsWhatTheDatabaseCannotHold() {
        assertThat(read("a.md", "# A\u0000B\n").text()).isEqualTo("# AB");
    }
}
