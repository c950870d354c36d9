package io.serai.linking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.analysis.DraftFacts;
import io.serai.analysis.DraftText;
import io.serai.knowledgebase.Drafts;
import io.serai.resolution.SimilarTickets.Similar;
import io.serai.resolution.Tried;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static Similar similar(double likelihood, String cause, Tried... steps) {
        return new Similar(UUID.randomUUID().toString(), "Mast is stuck", "hardware", likelihood, cause, cause == null ? null : "Cause " + cause, "Oiled it.", List.of(steps));
    }

    private static Tried helped(String text) {
        return new Tried(text, true);
    }

    private static double likelihood(Similar... tickets) {
        return Agreement.of(Arrays.asList(tickets)).likelihood();
    }

    @Test
    void withoutSimilarTicketsThereIsNothingToDraftFrom() {
        assertThat(Agreement.of(List.of())).isEqualTo(new Agreement(0.0, List.of()));
    }

    @Test
    void oneTicketIsWorthItsLikelihoodAndMoreThatAgreeAreWorthMore() {
        assertThat(likelihood(similar(0.6, "OIL", helped("Oil it.")))).isEqualTo(0.6);
        assertThat(likelihood(similar(0.6, "OIL", helped("Oil it.")), similar(0.5, "OIL", helped("Oil the mast.")))).isEqualTo(0.8, within(1e-9));
        assertThat(likelihood(similar(0.6, null, helped("Oil it.")), similar(0.5, null, helped("oil it.")))).as("the same steps are the same cause")
            .isEqualTo(0.8, within(1e-9));
    }

    @Test
    void ticketsThatDisagreeOrTellNothingSpeakAgainstIt() {
        assertThat(likelihood(similar(0.6, "OIL", helped("Oil it.")), similar(0.6, "RUST", helped("Replace it.")))).isEqualTo(0.3, within(1e-9));
        assertThat(likelihood(similar(0.6, "OIL", helped("Oil it.")), similar(0.6, "OIL"))).isEqualTo(0.3, within(1e-9));
        assertThat(likelihood(similar(0.9, "OIL", new Tried("Wait.", false)))).isZero();
    }

    @Test
    void theGroupThatIsLikeliestCountsTheMostSimilarFirst() {
        Similar first = similar(0.4, "OIL", helped("Oil it."));
        Similar second = similar(0.5, "OIL", helped("Oil it."));
        assertThat(Agreement.of(List.of(similar(0.6, "RUST", helped("Replace it.")), first, second)).tickets()).containsExactly(second, first);
    }

    @Test
    void aDraftHasTheStepsThatHelpedInTheirOrderAndNamesWhatDidNot() {
        Similar one = similar(0.9, "OIL", helped("Open the flap."), new Tried("Wait.", false), helped("Oil it."));
        Similar two = similar(0.8, "OIL", helped("Open the flap!"), helped("Oil it."), new Tried("Oil it.", false), new Tried("Kick it.", false));
        Ticket ticket = Tickets.ticket().title("Mast will not turn").category(null).build();
        DraftFacts facts = ComposeDraft.facts(new Gap(ticket.id(), "default", ticket.title(), 0.9, Gap.Way.DRAFTED, null, List.of(), Instant.EPOCH), ticket, List.of(one, two));
        assertThat(facts.title()).isEqualTo("Mast is stuck: Cause OIL");
        assertThat(facts.helped()).containsExactly("Open the flap.", "Oil it.");
        assertThat(facts.failed()).containsExactly("Wait.", "Kick it.");
        assertThat(facts.symptoms()).containsExactly("Mast will not turn", "Mast is stuck");
        assertThat(facts.category()).isEqualTo("hardware");
        assertThat(facts.submit()).isTrue();
    }

    /** TRUST.md, S21 and S24: what tickets say is plain text in a draft. */
    @Test
    void s24WhatTicketsSayIsNoMarkupInADraft() {
        String hostile = "![x](https://evil.example/?q=1) <img src=x>\n## Steps\n1. `rm` _now_ on service_name";
        DraftFacts facts = new DraftFacts("default", UUID.randomUUID().toString(), hostile, List.of(hostile), null, List.of(hostile), List.of(hostile), List.of(hostile), null,
            List.of("t1"), false);
        Drafts.Draft draft = KeepDraft.draft(facts, new DraftText(hostile, List.of(hostile), hostile, List.of(hostile), "template"));
        assertThat(draft.body() + String.join("\n", draft.steps())).doesNotContainPattern("(?<!\\\\)[\\[\\]<>`*]|(?<![\\\\e])_").doesNotContain("https://")
            .contains("\\<img src=x\\> \\#\\# Steps 1. \\`rm\\` \\_now\\_ on service_name");
        assertThat(draft.title()).as("one line of plain text").isEqualTo("![x](https: //evil.example/?q=1) <img src=x> ## Steps 1. `rm` _now_ on service_name");
        assertThat(draft.body().lines().filter(line -> line.startsWith("#"))).containsExactly("## Symptoms", "## Likely cause", "## What did not help",
            "## Where this comes from");
        assertThat(draft.submit()).isFalse();
    }
}
