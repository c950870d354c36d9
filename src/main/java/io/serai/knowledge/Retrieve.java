package io.serai.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Answers a question from one index: words and vectors find the candidates, {@link RankCandidates} ranks them, {@link JudgeBest}
 * says what the first is worth. The question is embedded by the
 * model whose vectors the index holds; without it, it is searched by words. Equal questions are answered from memory until the index, or the
 * correction of the tenant's confidences, changes. Safe for concurrent use.
 */
final class Retrieve {

    /** Candidates that words, and chunks that the vector contribute. */
    static final int EACH = 60;

    private record Asked(long generation, Question question, Scope scope, int size, Calibration calibration) {
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
    private final LinkingModel model;
    private final Function<String, Calibration> calibrations;

    /** Confidences as fitted. */
    Retrieve(Embedders embedders, int remembered, LinkingModel model) {
        this(embedders, remembered, model, tenant -> Calibration.NONE);
    }

    /** @param calibrations what a tenant's own verdicts have corrected */
    Retrieve(Embedders embedders, int remembered, LinkingModel model, Function<String, Calibration> calibrations) {
        this.embedders = embedders;
        this.model = model;
        this.calibrations = calibrations;
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
     * @return evidence best first, at most {@code size}, the score of the first is the confidence that it is right, those of the
     *         others fall with their part of the ranking
     * @throws IOException if the index cannot be read
     */
    Answer answer(KnowledgeIndex index, Question question, Scope scope, int size) throws IOException {
        Calibration calibration = calibrations.apply(scope.tenant());
        Asked asked = new Asked(generation.get(), question, scope, size, calibration);
        Answer known = answers.get(asked).orElse(null);
        if (known != null) {
            return known;
        }
        Vector vector;
        try {
            vector = vector(index, question).orElse(null);
        } catch (EmbeddingFailedException e) {
            return answer(index, question, null, scope, size, calibration);
        }
        Answer answer = answer(index, question, vector, scope, size, calibration);
        answers.put(asked, answer);
        return answer;
    }

    private Answer answer(KnowledgeIndex index, Question question, Vector vector, Scope scope, int size, Calibration calibration) throws IOException {
        List<Evidence> leads = !index.holdsUnreviewed() ? List.of()
            : index.find(question, vector, scope, EACH, false, found -> evidence(found, size, calibration));
        return new Answer(index.find(question, vector, scope, EACH, true, found -> evidence(found, size, calibration)), leads, vector == null);
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

    private List<Evidence> evidence(Findings findings, int size, Calibration calibration) {
        LinkingModel.Mode mode = model.mode(findings);
        List<RankCandidates.Ranked> plain = RankCandidates.rank(findings, mode.ranking());
        List<RankCandidates.Ranked> ranked = Boosts.apply(plain);
        // a boost moves pages among their rivals; the confidence in the first it may lower, never raise
        double confidence = calibration.apply(Math.min(JudgeBest.confidence(findings, plain, mode.confidence()),
            JudgeBest.confidence(findings, ranked, mode.confidence())));
        List<Evidence> evidence = new ArrayList<>();
        for (RankCandidates.Ranked one : ranked.subList(0, Math.min(size, ranked.size()))) {
            Candidate candidate = one.candidate();
            Candidate.Shown shown = candidate.stored().read();
            double score = confidence * Math.exp(one.utility() - ranked.get(0).utility());
            evidence.add(new Evidence(shown.origin() == null ? Evidence.RUNBOOK : Evidence.ARTICLE, candidate.id(), candidate.title(),
                Math.round(score * 10_000) / 10_000.0, shown.excerpt(), shown.categories(), shown.actions(), shown.origin(),
                Explain.match(findings, candidate, shown)));
        }
        return evidence;
    }
}
