package io.serai.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Answers a question from one index: words and vectors find the candidates, {@link RankCandidates} ranks them. The question is embedded by the
 * model whose vectors the index holds; without it, it is searched by words. Equal questions are answered from memory until the index
 * changes. Safe for concurrent use.
 */
final class Retrieve {

    /** Candidates that words, and chunks that the vector contribute. */
    static final int EACH = 60;

    private record Asked(long generation, Question question, Scope scope, int size) {
    }

    private record Sentence(String model, String text) {
    }

    /**
     * @param leads          what nobody here has vouched for, ranked by itself: it takes nothing from the evidence
     * @param withoutVectors true if the question could not be embedded
     */
    record Answer(List<Evidence> evidence, List<Evidence> leads, boolean withoutVectors) {
    }

    private final Embedders embedders;
    private final Recent<Sentence, float[]> embeddings;
    private final Recent<Asked, Answer> answers;
    private final AtomicLong generation = new AtomicLong();

    Retrieve(Embedders embedders, int remembered) {
        this.embedders = embedders;
        this.embeddings = new Recent<>(remembered);
        this.answers = new Recent<>(remembered);
    }

    /** To be called after each commit of the index. */
    void forgetAnswers() {
        generation.incrementAndGet();
        answers.clear();
    }

    /**
     * @param size at least 1
     * @return evidence best first, at most {@code size}, the last of them with scores near 0
     * @throws IOException if the index cannot be read
     */
    Answer answer(KnowledgeIndex index, Question question, Scope scope, int size) throws IOException {
        Asked asked = new Asked(generation.get(), question, scope, size);
        Answer known = answers.get(asked).orElse(null);
        if (known != null) {
            return known;
        }
        Vector vector;
        try {
            vector = vector(index, question).orElse(null);
        } catch (EmbeddingFailedException e) {
            return answer(index, question, null, scope, size);
        }
        Answer answer = answer(index, question, vector, scope, size);
        answers.put(asked, answer);
        return answer;
    }

    private static Answer answer(KnowledgeIndex index, Question question, Vector vector, Scope scope, int size) throws IOException {
        List<Evidence> leads = index.holdsUnreviewed() ? index.find(question, vector, scope, EACH, false, found -> evidence(found, size)) : List.of();
        return new Answer(index.find(question, vector, scope, EACH, true, found -> evidence(found, size)), leads, vector == null);
    }

    /**
     * What the ranking has to go by; what is shown of the candidates cannot be read any more.
     *
     * @throws EmbeddingFailedException if the question cannot be embedded
     */
    Findings findings(KnowledgeIndex index, Question question, Scope scope) throws IOException {
        return index.find(question, vector(index, question).orElse(null), scope, EACH, true, Function.identity());
    }

    /** @return absent if the model whose vectors the index holds cannot be asked any more */
    private Optional<Vector> vector(KnowledgeIndex index, Question question) {
        return index.model().flatMap(embedders::named).map(embedder -> {
            Sentence sentence = new Sentence(embedder.model(), question.sentence());
            float[] vector = embeddings.get(sentence).orElse(null);
            if (vector == null) {
                vector = embedder.embedQuery(sentence.text());
                embeddings.put(sentence, vector);
            }
            return new Vector(embedder.model(), vector);
        });
    }

    private static List<Evidence> evidence(Findings findings, int size) {
        List<Evidence> evidence = new ArrayList<>();
        for (RankCandidates.Ranked ranked : Boosts.apply(RankCandidates.rank(findings))) {
            if (evidence.size() == size) {
                break;
            }
            Candidate candidate = ranked.candidate();
            Candidate.Shown shown = candidate.stored().read();
            evidence.add(new Evidence(shown.origin() == null ? Evidence.RUNBOOK : Evidence.ARTICLE, candidate.id(), candidate.title(),
                Math.round(ranked.score() * 10_000) / 10_000.0, shown.excerpt(), shown.categories(), shown.actions(), shown.origin(),
                Explain.match(findings, candidate, shown)));
        }
        return evidence;
    }
}
