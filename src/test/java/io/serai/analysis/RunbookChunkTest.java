package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunbookChunkTest {

    @Test
    void readsCauseAndStepsOfASectionedRunbook() {
        RunbookChunk chunk = new RunbookChunk(Cases.RUNBOOK);
        assertThat(chunk.cause()).contains("The worker pool of nginx is exhausted by requests that hang.");
        assertThat(chunk.steps()).containsExactly("Check the pool with curl localhost/status.", "Restart the service: systemctl restart nginx",
            "Load the start page and see that it answers.");
    }

    @Test
    void takesBulletsOfAMitigationSectionAndProseOfAMeaning() {
        RunbookChunk chunk = new RunbookChunk("""
            # KubeNodeNotReady
            ## Meaning
            The node does not report to the control plane, and its pods are moved away.
            ## Impact
            - Less capacity.
            ## Mitigation
            - [ ] Look at `kubectl describe node`.
            * Drain it.
            + Replace it
              if it does not come back.
            """);
        assertThat(chunk.cause()).contains("The node does not report to the control plane, and its pods are moved away.");
        assertThat(chunk.steps()).containsExactly("Look at kubectl describe node.", "Drain it.", "Replace it if it does not come back.");
    }

    @Test
    void findsNumberedLinesWithoutAnyHeading() {
        assertThat(new RunbookChunk("Do this:\n\n1) first\n2) second\n").steps()).containsExactly("first", "second");
    }

    @Test
    void takesBoldLinesAndLinesEndingInAColonForHeadings() {
        RunbookChunk chunk = new RunbookChunk("**Cause**\nThe certificate of the gateway ran out.\n\nResolution:\n1. Renew it.\n");
        assertThat(chunk.cause()).contains("The certificate of the gateway ran out.");
        assertThat(chunk.steps()).containsExactly("Renew it.");
    }

    @Test
    void symptomsAreNoStepsAndAHeadingMayHaveLostItsMarks() {
        RunbookChunk chunk = new RunbookChunk("- The printer shows as offline.\n- Nothing comes out.\n\nCause\nThe spooler hangs on a broken job.\n");
        assertThat(chunk.steps()).isEmpty();
        assertThat(chunk.cause()).contains("The spooler hangs on a broken job.");
    }

    @Test
    void keepsPlaceholdersAndDropsMarkup() {
        assertThat(new RunbookChunk("1. Run `systemctl restart <service>` on <b>that</b> host <img src=x onerror=y>\n").steps())
            .containsExactly("Run systemctl restart <service> on that host");
    }

    @Test
    void findsNothingInNothing() {
        for (String text : new String[] {null, "", "   \n", "Just prose without any list or heading.", "```\n1. code\n```"}) {
            RunbookChunk chunk = new RunbookChunk(text);
            assertThat(chunk.cause()).isEmpty();
            assertThat(chunk.steps()).isEqualTo(List.of());
        }
    }

    @Test
    void keepsToTwentyStepsOfBoundedLength() {
        StringBuilder many = new StringBuilder("## Steps\n");
        for (int i = 1; i <= 30; i++) {
            many.append(i).append(". ").append("x".repeat(900)).append('\n');
        }
        List<String> steps = new RunbookChunk(many.toString()).steps();
        assertThat(steps).hasSize(20).allSatisfy(step -> assertThat(step).hasSizeLessThanOrEqualTo(500));
    }
}
