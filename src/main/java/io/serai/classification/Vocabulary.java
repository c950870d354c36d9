package io.serai.classification;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The words of some texts, and how much each says: texts become vectors of length 1, with {@code (1 + ln tf) * ln((1 + n) / (1 + df))} for each word that
 * stands in at least two of them (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 6.4.1). Immutable.
 */
final class Vocabulary {

    private static final Analyzer ANALYZER = new EnglishAnalyzer();
    private static final int LEAST = 2;
    /** Characters of a text that are read; what it is about shows early. */
    private static final int LENGTH = 8_000;

    private record Word(int number, double weight) {
    }

    private final Map<String, Word> words = new HashMap<>();

    Vocabulary(List<String> texts) {
        Map<String, Integer> frequencies = new TreeMap<>();
        texts.forEach(text -> new HashSet<>(words(text)).forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        frequencies.forEach((word, count) -> {
            if (count >= LEAST) {
                words.put(word, new Word(words.size() + 1, Math.log((1.0 + texts.size()) / (1.0 + count))));
            }
        });
    }

    int size() {
        return words.size();
    }

    /** @return in the order of the words' numbers, as liblinear wants it; without those that are not known */
    Feature[] vector(String text) {
        Map<Word, Integer> counts = new HashMap<>();
        for (String term : words(text)) {
            Word word = words.get(term);
            if (word != null) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        double square = 0;
        List<FeatureNode> nodes = new ArrayList<>();
        for (Map.Entry<Word, Integer> counted : counts.entrySet()) {
            double weight = (1 + Math.log(counted.getValue())) * counted.getKey().weight();
            nodes.add(new FeatureNode(counted.getKey().number(), weight));
            square += weight * weight;
        }
        double length = Math.max(1e-12, Math.sqrt(square));
        nodes.sort(Comparator.comparingInt(FeatureNode::getIndex));
        nodes.forEach(node -> node.setValue(node.getValue() / length));
        return nodes.toArray(Feature[]::new);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        try (TokenStream stream = ANALYZER.tokenStream("text", text.length() > LENGTH ? text.substring(0, LENGTH) : text)) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
