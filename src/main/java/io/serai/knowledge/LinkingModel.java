package io.serai.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The numbers by which pages are ranked and the best of them is trusted. {@code train linking} writes them as JSON; {@value #SHIPPED} comes with
 * the hub. They weigh how well a question and a page fit, and hold nothing of any page or alert.
 *
 * @param threshold   from which confidence on a page is linked, where the policy names no other; above 0, below 1
 * @param withVectors for searches by words and vectors
 * @param wordsOnly   for searches while the embedding model does not answer
 */
record LinkingModel(double threshold, Mode withVectors, Mode wordsOnly) {

    static final String SHIPPED = "/linking/model.json";
    private static final int FORM = 2;
    private static final int LARGEST = 64 << 10;
    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).enable(SerializationFeature.INDENT_OUTPUT).build();

    record Mode(RankCandidates.Weights ranking, JudgeBest.Weights confidence) {
    }

    LinkingModel {
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("'threshold' must be above 0 and below 1");
        }
    }

    private static final class Shipped {
        private static final LinkingModel MODEL = load();

        private static LinkingModel load() {
            try (InputStream in = LinkingModel.class.getResourceAsStream(SHIPPED)) {
                if (in == null) {
                    throw new FileNotFoundException("class path has no " + SHIPPED);
                }
                return read(SHIPPED, in.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }

    /** @throws IllegalStateException if the resource is not what it must be; the message names it and the field */
    static LinkingModel shipped() {
        return Shipped.MODEL;
    }

    /** @throws IOException if the file cannot be read or is not what it must be; the message names it and the field */
    static LinkingModel read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + ": is larger than " + LARGEST + " bytes");
            }
            return read(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": is not there", e);
        }
    }

    static LinkingModel read(String name, byte[] content) throws IOException {
        try {
            JsonNode model = JSON.readTree(new String(content, StandardCharsets.UTF_8));
            fields("", model, Set.of("form", "threshold", "withVectors", "wordsOnly"));
            if (number("", model, "form") != FORM) {
                throw new IllegalArgumentException("'form' must be " + FORM + ": the file is of another version of the hub; train anew");
            }
            return new LinkingModel(number("", model, "threshold"), mode(model, "withVectors", true), mode(model, "wordsOnly", false));
        } catch (JsonProcessingException e) {
            throw new IOException(name + ": is no JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static Mode mode(JsonNode model, String name, boolean vectors) {
        JsonNode mode = model.path(name);
        fields(name, mode, Set.of("ranking", "confidence"));
        List<RankCandidates.Feature> ranked = RankCandidates.Feature.used(vectors);
        double[] ranking = weights(name + ".ranking", mode.path("ranking"), "none", ranked, RankCandidates.Feature.values().length);
        double[] confidence = weights(name + ".confidence", mode.path("confidence"), "intercept", List.of(JudgeBest.Feature.values()),
            JudgeBest.Feature.values().length);
        return new Mode(new RankCandidates.Weights(numbers(ranking), ranking[ranking.length - 1]),
            new JudgeBest.Weights(numbers(confidence), confidence[confidence.length - 1]));
    }

    private static double[] numbers(double[] withLast) {
        return Arrays.copyOf(withLast, withLast.length - 1);
    }

    /** One number a feature, 0 where it is not used; the last is that of the field {@code constant}. */
    private static double[] weights(String path, JsonNode object, String constant, List<? extends Enum<?>> features, int width) {
        Set<String> names = new TreeSet<>(features.stream().map(LinkingModel::name).toList());
        names.add(constant);
        fields(path, object, names);
        double[] weights = new double[width + 1];
        features.forEach(feature -> weights[feature.ordinal()] = number(path, object, name(feature)));
        weights[width] = number(path, object, constant);
        return weights;
    }

    private static void fields(String path, JsonNode object, Set<String> names) {
        if (!object.isObject()) {
            throw new IllegalArgumentException((path.isEmpty() ? "the file" : "'" + path + "'") + " must be a JSON object with " + new TreeSet<>(names));
        }
        for (Iterator<String> i = object.fieldNames(); i.hasNext();) {
            String name = i.next();
            if (!names.contains(name)) {
                throw new IllegalArgumentException("'" + full(path, name) + "' is none of " + new TreeSet<>(names));
            }
        }
    }

    private static double number(String path, JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isNumber() || !(Math.abs(value.asDouble()) <= 1e6)) {
            throw new IllegalArgumentException("'" + full(path, field) + "' must be a number from -1000000 to 1000000");
        }
        return value.asDouble();
    }

    private static String full(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** {@code TITLE_COVERED} is {@code titleCovered} in the file. */
    private static String name(Enum<?> feature) {
        StringBuilder name = new StringBuilder();
        for (String word : feature.name().split("_")) {
            name.append(name.length() == 0 ? word.toLowerCase(Locale.ROOT) : word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    /**
     * @return the numbers for these findings: without a vector for each candidate, or with those of another model than the numbers were fitted to,
     *         whose cosines lie elsewhere, words alone count
     */
    Mode mode(Findings findings) {
        boolean vectors = BgeEmbedder.MODEL.equals(findings.model()) && !findings.candidates().isEmpty() && findings.candidates().stream().noneMatch(candidate -> Double.isNaN(candidate.cosine()));
        return vectors ? withVectors : wordsOnly;
    }

    /** What {@link #read} reads. */
    String json() {
        ObjectNode model = JSON.createObjectNode();
        model.put("form", FORM).put("threshold", threshold);
        write(model.putObject("withVectors"), withVectors, true);
        write(model.putObject("wordsOnly"), wordsOnly, false);
        try {
            return JSON.writeValueAsString(model);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(ObjectNode object, Mode mode, boolean vectors) {
        ObjectNode ranking = object.putObject("ranking").put("none", rounded(mode.ranking().none()));
        RankCandidates.Feature.used(vectors).forEach(feature -> ranking.put(name(feature), rounded(mode.ranking().weights()[feature.ordinal()])));
        ObjectNode confidence = object.putObject("confidence").put("intercept", rounded(mode.confidence().intercept()));
        List.of(JudgeBest.Feature.values()).forEach(feature -> confidence.put(name(feature), rounded(mode.confidence().weights()[feature.ordinal()])));
    }

    private static double rounded(double weight) {
        return Math.round(weight * 10_000) / 10_000.0;
    }
}
