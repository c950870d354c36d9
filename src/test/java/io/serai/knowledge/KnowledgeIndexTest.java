package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnowledgeIndexTest {

    private static final Evidence.Origin WIKI = new Evidence.Origin("wiki", null, true);
    private static final Evidence.Origin HEARSAY = new Evidence.Origin("hearsay", null, false);

    private final WordEmbedder embedder = new WordEmbedder("words", 64);
    private final Retrieve retrieve = new Retrieve(new Embedders(embedder), 10, LinkingModel.shipped());
    private KnowledgeIndex index;

    @BeforeEach
    void open() throws IOException {
        index = new KnowledgeIndex(new ByteBuffersDirectory());
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private void put(String tenant, String id, String title, String text, Evidence.Origin origin, IndexedRunbook.Traits traits, String... categories)
        throws IOException {
        index.put(new IndexedRunbook(tenant, id, title, List.of(categories), List.of(), text, origin, traits,
            List.of(new IndexedRunbook.Part(text, embedder.embedPassage(title + " " + text)))), "words");
    }

    private Retrieve.Answer answer(String text, Scope scope) throws IOException {
        index.commit("words", Map.of());
        retrieve.forgetAnswers();
        return retrieve.answer(index, new Question("", text, ""), scope, 5);
    }

    private List<String> ids(String text, Scope scope) throws IOException {
        return answer(text, scope).evidence().stream().map(Evidence::id).toList();
    }

    private static IndexedRunbook.Traits traits(String product, String language, String changed) {
        return new IndexedRunbook.Traits(List.of(product), language, Instant.parse(changed), 0);
    }

    @Test
    void aScopeNarrowsWordsAndVectorsAlike() throws IOException {
        put("red", "one", "VPN drops", "Update the client.", WIKI, traits("AnyConnect", "en", "2026-01-01T00:00:00Z"), "vpn");
        put("red", "two", "VPN drops", "Update the client now.", WIKI, traits("WireGuard", "de", "2024-01-01T00:00:00Z"), "network");
        put("blue", "three", "VPN drops", "Update the client soon.", WIKI, traits("WireGuard", "en", "2026-01-01T00:00:00Z"), "vpn");
        put("*", "four", "VPN drops", "Update the client at once.", null, IndexedRunbook.Traits.NONE);
        assertThat(ids("VPN drops", Scope.of("red"))).containsExactlyInAnyOrder("one", "two", "four");
        assertThat(ids("VPN drops", new Scope("red", "vpn", null, null, null))).containsExactly("one");
        assertThat(ids("VPN drops", new Scope("red", null, "wireguard", null, null))).containsExactly("two");
        assertThat(ids("VPN drops", new Scope("red", null, null, "EN", null))).containsExactly("one");
        assertThat(ids("VPN drops", new Scope("red", null, null, null, Instant.parse("2025-01-01T00:00:00Z")))).containsExactly("one");
        assertThat(ids("VPN drops", new Scope("green", null, null, "de", null))).as("what does not say its language is in none").isEmpty();
    }

    @Test
    void aBoostMovesAPageAmongItsRivalsWithinBoundsAndAddsNothing() throws IOException {
        put("*", "a", "VPN drops", "Update the client.", null, IndexedRunbook.Traits.NONE);
        put("*", "b", "VPN drops", "Update the client.", null, IndexedRunbook.Traits.NONE);
        put("*", "c", "Printer offline", "Switch it on.", null, new IndexedRunbook.Traits(List.of(), null, null, 1));
        List<Evidence> before = answer("VPN drops", Scope.of("red")).evidence();
        put("*", "b", "VPN drops", "Update the client.", null, new IndexedRunbook.Traits(List.of(), null, null, 1));
        List<Evidence> after = answer("VPN drops", Scope.of("red")).evidence();
        assertThat(before).extracting(Evidence::id).containsExactly("a", "b", "c");
        assertThat(after).extracting(Evidence::id).as("it passes its equal, and what has nothing to do with it stays last").containsExactly("b", "a", "c");
        assertThat(after.get(0).score() / after.get(1).score()).isBetween(1.9, Boosts.MOST + 0.1);
        assertThat(after.stream().mapToDouble(Evidence::score).sum()).isLessThanOrEqualTo(before.stream().mapToDouble(Evidence::score).sum() + 0.001);
    }

    /** TRUST.md, S23. */
    @Test
    void s23ABoostLiftsNothingThatNobodyVouchesFor() throws IOException {
        put("*", "a", "VPN drops", "Update the client.", null, IndexedRunbook.Traits.NONE);
        put("*", "x", "VPN drops", "Update the client.", HEARSAY, IndexedRunbook.Traits.NONE);
        put("*", "y", "VPN drops", "Update the client.", HEARSAY, new IndexedRunbook.Traits(List.of(), null, null, 1));
        Retrieve.Answer answer = answer("VPN drops", Scope.of("red"));
        assertThat(answer.evidence()).extracting(Evidence::id).containsExactly("a");
        assertThat(answer.leads()).extracting(Evidence::id).containsExactly("x", "y");
        assertThat(answer.leads().get(0).score()).isEqualTo(answer.leads().get(1).score());
    }

    @Test
    void anErrorCodeAndAnAlertsNameAreMatchedAsSuchAndTheAnswerSaysWhy() throws IOException {
        put("*", "ora-600", "Database reports ORA-00600", "Collect the trace. Call the vendor.", null, IndexedRunbook.Traits.NONE);
        put("*", "ora-1555", "Database reports ORA-01555", "Enlarge the undo space.", null, IndexedRunbook.Traits.NONE);
        put("*", "msi", "Installation ends early", "Setup shows error 1603 when a file is locked.", null, IndexedRunbook.Traits.NONE);
        put("*", "alert", "Nodes", "KubeNodeNotReady fires when a node is away.", null, IndexedRunbook.Traits.NONE);
        Evidence found = answer("job failed with ORA-01555 in the night", Scope.of("red")).evidence().get(0);
        assertThat(found.id()).isEqualTo("ora-1555");
        assertThat(found.match().terms()).contains("ora01555", "ora");
        assertThat(found.match().inTitle()).contains("ora01555");
        assertThat(found.match().similarity()).isBetween(0.0, 1.0);
        assertThat(found.match().passage()).isEqualTo("Enlarge the undo space.");
        assertThat(ids("setup: error 1603", Scope.of("red"))).first().isEqualTo("msi");
        Evidence alert = answer("KubeNodeNotReady", Scope.of("red")).evidence().get(0);
        assertThat(alert.id()).isEqualTo("alert");
        assertThat(alert.match().terms()).contains("kubenodenotready");
    }

    @Test
    void wordsThatStandSideBySideCountMoreThanTheSameWordsApart() throws IOException {
        put("*", "apart", "Storage", "A replica of the node is full. The disk of the pool lag behind another pressure.", null, IndexedRunbook.Traits.NONE);
        put("*", "beside", "Storage", "A disk pressure of the node. The replica lag is another pool that is full behind.", null, IndexedRunbook.Traits.NONE);
        List<Evidence> found = answer("disk pressure and replica lag", Scope.of("red")).evidence();
        assertThat(found).extracting(Evidence::id).containsExactly("beside", "apart");
        assertThat(found.get(0).match().terms()).containsExactlyInAnyOrderElementsOf(found.get(1).match().terms());
        assertThat(found.get(0).match().phrases()).containsExactlyInAnyOrder("disk pressure", "replica lag");
        assertThat(found.get(1).match().phrases()).isEmpty();
    }

    @Test
    void aPageIsFoundByItsLabelsToo() throws IOException {
        put("*", "a", "VPN drops", "Update the client.", null, traits("GlobalConnect", "en", "2026-01-01T00:00:00Z"));
        put("*", "b", "VPN drops", "Update the client.", null, IndexedRunbook.Traits.NONE);
        Evidence found = answer("GlobalConnect fails", Scope.of("red")).evidence().get(0);
        assertThat(found.id()).isEqualTo("a");
        assertThat(found.match().terms()).contains("globalconnect");
    }

    @Test
    void theLastWordOfATitleIsNoNeighbourOfTheTextsFirst() throws IOException {
        put("*", "a", "Broken disk", "Pressure is high.", null, IndexedRunbook.Traits.NONE);
        assertThat(answer("disk pressure", Scope.of("red")).evidence().get(0).match().phrases()).isEmpty();
    }

    /** TRUST.md, R25: vectors of two models never meet, not even while the index changes from one to the other. */
    @Test
    void r25AQuestionOfAnotherModelFindsByWordsOnly() throws IOException {
        put("*", "a", "VPN drops", "Update the client.", null, IndexedRunbook.Traits.NONE);
        index.commit("words", Map.of());
        Findings findings = index.find(new Question("", "VPN drops", ""), new Vector("other", new float[] {1, 0}), Scope.of("red"), 60, true, f -> f);
        assertThat(findings.candidates()).singleElement().satisfies(candidate -> assertThat(candidate.cosine()).isNaN());
        index.clear();
        assertThat(ids("VPN drops", Scope.of("red"))).as("cleared and committed").isEmpty();
    }
}
