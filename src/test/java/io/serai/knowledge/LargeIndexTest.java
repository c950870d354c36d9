package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * TRUST.md, G7: fills an index with chunks of made-up pages of several tenants, and measures searches of one tenant: time, recall of the
 * vector part against exact search, heap. Vectors lie in clusters (subject, page, chunk) in a space of few effective dimensions, as those of
 * texts do; words follow Zipf's law, each subject with some of its own. The same seed makes the same index. docs/knowledge-quality.md has
 * the command.
 */
@EnabledIfSystemProperty(named = "serai.measure.chunks", matches = "\\d+")
class LargeIndexTest {

    private static final int DIMENSIONS = 384;
    private static final int LATENT = 64;
    private static final int CHUNKS = 5;
    private static final int SUBJECTS = 500;
    private static final int VOCABULARY = 30_000;
    /** The most frequent words are in no index. */
    private static final int STOP_WORDS = 30;
    private static final int QUESTIONS = 500;
    private static final String MODEL = "made-up";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Shares of the tenants: one has almost nothing, one almost half. */
    private static final double[] SHARES = {0.45, 0.2, 0.12, 0.08, 0.05, 0.03, 0.01, 0.06};

    @TempDir Path folder;
    private final Random random = new Random(20261126);
    private final float[][] projection = matrix(LATENT, DIMENSIONS);
    private final float[][] subjects = matrix(SUBJECTS, LATENT);
    private final float[] common = matrix(1, DIMENSIONS)[0];
    private final List<List<float[]>> vectorsOf = Arrays.stream(SHARES).mapToObj(share -> (List<float[]>) new ArrayList<float[]>()).toList();

    private float[] asking;

    /** Has each question's vector at hand: what is measured is the search. */
    private final class Given implements Embedder {
        @Override
        public String model() {
            return MODEL;
        }

        @Override
        public int dimensions() {
            return DIMENSIONS;
        }

        @Override
        public float[] embedPassage(String text) {
            return asking;
        }

        @Override
        public float[] embedQuery(String text) {
            return asking;
        }

        @Override
        public int tokens(String text) {
            return 0;
        }
    }

    private float[][] matrix(int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    /** @param blur how far from the place it is, 0.0 for the place itself */
    private float[] near(float[] place, double blur) {
        float[] moved = new float[place.length];
        for (int i = 0; i < place.length; i++) {
            moved[i] = (float) (place[i] + blur * random.nextGaussian());
        }
        return moved;
    }

    /** From the space of subjects to that of the model: what all texts have in common, what this one is about, some noise. */
    private float[] embedded(float[] latent) {
        float[] vector = new float[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            double sum = 9 * common[i] + 0.8 * random.nextGaussian();
            for (int j = 0; j < LATENT; j++) {
                sum += latent[j] * projection[j][i] / Math.sqrt(1 + j / 8.0);
            }
            vector[i] = (float) sum;
            square += sum * sum;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private String words(int subject, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int word = random.nextInt(4) == 0 ? VOCABULARY + subject * 40 + random.nextInt(40)
                : (int) (STOP_WORDS * Math.pow((double) VOCABULARY / STOP_WORDS, random.nextDouble()));
            words.append(word(word)).append(' ');
        }
        return words.toString().strip();
    }

    private static String word(int number) {
        StringBuilder word = new StringBuilder("w");
        for (int rest = number; rest > 0; rest /= 20) {
            word.append("bcdfghjklmnpqrtvwxzy".charAt(rest % 20)).append("aeiou".charAt(rest % 5));
        }
        return word.toString();
    }

    private int tenant() {
        double draw = random.nextDouble();
        int tenant = 0;
        while (tenant < SHARES.length - 1 && draw >= SHARES[tenant]) {
            draw -= SHARES[tenant++];
        }
        return tenant;
    }

    private static String name(int tenant) {
        return tenant == SHARES.length - 1 ? IndexedRunbook.EVERYONE : "tenant-" + tenant;
    }

    private void fill(KnowledgeIndex index, int chunks) throws IOException {
        for (int page = 0; page < chunks / CHUNKS; page++) {
            int subject = random.nextInt(SUBJECTS);
            int tenant = tenant();
            float[] place = near(subjects[subject], 0.6);
            List<IndexedRunbook.Part> parts = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < CHUNKS; i++) {
                String passage = words(subject, 80);
                float[] vector = embedded(near(place, 0.4));
                parts.add(new IndexedRunbook.Part(passage, vector));
                vectorsOf.get(tenant).add(vector);
                text.append(passage).append("\n\n");
            }
            index.put(new IndexedRunbook(name(tenant), "page-" + page, words(subject, 6), List.of("server"), List.of(), text.toString(), null, parts), MODEL);
        }
        index.commit(MODEL, Map.of());
    }

    /** The ten nearest of a tenant, compared with every vector it sees. */
    private Set<Integer> exact(float[] question, List<float[]> seen) {
        double[] cosines = seen.stream().mapToDouble(vector -> FindCandidates.cosine(question, vector)).toArray();
        return IntStream.range(0, cosines.length).boxed().sorted(Comparator.comparingDouble(i -> -cosines[i])).limit(10).collect(Collectors.toSet());
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
    }

    @Test
    void g7SearchesOfATenantAreFastAndNearlyExact() throws Exception {
        int chunks = Integer.getInteger("serai.measure.chunks");
        long begun = System.nanoTime();
        try (KnowledgeIndex index = new KnowledgeIndex(FSDirectory.open(folder))) {
            fill(index, chunks);
        }
        double filled = (System.nanoTime() - begun) / 1e9;
        long before = heap();
        try (KnowledgeIndex index = new KnowledgeIndex(FSDirectory.open(folder)); Stream<Path> files = Files.list(folder);
             DirectoryReader reader = DirectoryReader.open(FSDirectory.open(folder))) {
            long opened = heap() - before;
            Retrieve retrieve = new Retrieve(new Embedders(new Given()), 1, LinkingModel.shipped());
            List<Double> times = new ArrayList<>();
            List<Double> processor = new ArrayList<>();
            List<Double> recalls = new ArrayList<>();
            for (int asked = 0; asked < 2 * QUESTIONS; asked++) {
                int tenant = random.nextInt(SHARES.length - 1);
                int subject = random.nextInt(SUBJECTS);
                float[] question = embedded(near(subjects[subject], 0.7));
                asking = question;
                Question words = new Question("", words(subject, 8), words(subject, 30));
                Vector vector = new Vector(MODEL, question);
                long used = THREADS.getCurrentThreadCpuTime();
                long start = System.nanoTime();
                List<Evidence> found = retrieve.answer(index, words, Scope.of(name(tenant)), 5).evidence();
                double milliseconds = (System.nanoTime() - start) / 1e6;
                assertThat(found).hasSize(5);
                double computed = (THREADS.getCurrentThreadCpuTime() - used) / 1e6;
                if (asked >= QUESTIONS) {
                    times.add(milliseconds);
                    processor.add(computed);
                    recalls.add(recall(reader, vector, tenant));
                }
            }
            double[] sorted = times.stream().mapToDouble(t -> t).sorted().toArray();
            double[] computed = processor.stream().mapToDouble(t -> t).sorted().toArray();
            double recall = recalls.stream().mapToDouble(r -> r).average().orElseThrow();
            long disk = files.mapToLong(file -> file.toFile().length()).sum();
            System.out.printf(Locale.ROOT, "%,d chunks in %.0f s (%d segments); %d searches: P50 %.1f ms, P95 %.1f ms, P99 %.1f ms; of the processor P50 %.1f ms, "
                + "P95 %.1f ms; recall@10 %.4f; heap %.1f MB; disk %.0f MB%n", chunks, filled, reader.leaves().size(), sorted.length, percentile(sorted, 0.5),
                percentile(sorted, 0.95), percentile(sorted, 0.99), percentile(computed, 0.5), percentile(computed, 0.95), recall, (heap() - before) / 1e6, disk / 1e6);
            assertThat(opened).as("heap of the open index, in bytes").isLessThan(200_000_000L);
            assertThat(recall).isGreaterThanOrEqualTo(0.98);
            assertThat(percentile(computed, 0.95)).as("P95 of the time that one core computes, in milliseconds: all of it on an idle machine").isLessThan(20);
        }
    }

    /** How many of the ten nearest chunks are among the graph's proposals, which are then put in their exact order. */
    private double recall(DirectoryReader reader, Vector question, int tenant) throws IOException {
        List<float[]> seen = new ArrayList<>(vectorsOf.get(tenant));
        seen.addAll(vectorsOf.get(SHARES.length - 1));
        Set<Integer> nearest = exact(question.values(), seen);
        Set<Long> found = new HashSet<>();
        FindCandidates candidates = new FindCandidates(new IndexSearcher(reader), new Words(), IndexDocuments.REVIEWED, new ReaderFacts(reader));
        for (ScoreDoc hit : candidates.byVector(question, Scope.of(name(tenant)).query(), Retrieve.EACH)) {
            LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(hit.doc, reader.leaves()));
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(IndexDocuments.REVIEWED.vector(MODEL));
            vectors.advance(hit.doc - leaf.docBase);
            found.add(fingerprint(vectors.vectorValue()));
        }
        return nearest.stream().filter(i -> found.contains(fingerprint(seen.get(i)))).count() / (double) Math.min(10, seen.size());
    }

    private static long fingerprint(float[] vector) {
        return (long) Float.floatToIntBits(vector[0]) << 32 | Float.floatToIntBits(vector[1]) & 0xFFFFFFFFL;
    }
}
