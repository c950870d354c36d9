package io.serai.knowledge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Splits text into the word pieces of an uncased BERT model: cleans and lower-cases it, removes accents, splits at white space,
 * punctuation and CJK characters, then takes the longest piece of the vocabulary again and again.
 *
 * <p>Gives the same numbers as the {@code tokenizers} library for a {@code tokenizer.json} with BertNormalizer, BertPreTokenizer
 * and WordPiece ({@code WordPieceTest} compares them), but in Java: no native library is unpacked into a user's home, and marks
 * such as {@code [SEP]} in a text are plain text. Immutable.
 */
final class WordPiece {

    private static final int LONGEST_WORD = 100;
    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int first;
    private final int last;

    private WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
        this.unknown = vocabulary.get("[UNK]");
        this.first = vocabulary.get("[CLS]");
        this.last = vocabulary.get("[SEP]");
    }

    /** @param tokenizerJson a {@code tokenizer.json}; its object {@code model.vocab} is read, nothing else */
    static WordPiece read(InputStream tokenizerJson) throws IOException {
        Map<String, Integer> vocabulary = new HashMap<>(65_536);
        try (JsonParser json = new JsonFactory().createParser(tokenizerJson)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME && "vocab".equals(json.currentName())) {
                    json.nextToken();
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        String piece = json.currentName();
                        vocabulary.put(piece, json.nextIntValue(-1));
                    }
                }
            }
        }
        return new WordPiece(vocabulary);
    }

    /**
     * @param limit at least 2
     * @return the numbers of the pieces between those of {@code [CLS]} and {@code [SEP]}, at most {@code limit} in all
     */
    long[] encode(String text, int limit) {
        long[] ids = new long[Math.min(limit, 64)];
        int count = 0;
        ids[count++] = first;
        String clean = clean(text);
        int length = clean.length();
        int start = 0;
        while (start < length && count < limit - 1) {
            char c = clean.charAt(start);
            if (c == ' ') {
                start++;
                continue;
            }
            int end = start + Character.charCount(clean.codePointAt(start));
            if (!stands(clean.codePointAt(start))) {
                while (end < length && clean.charAt(end) != ' ' && !stands(clean.codePointAt(end))) {
                    end += Character.charCount(clean.codePointAt(end));
                }
            }
            int[] pieces = pieces(clean.substring(start, end));
            for (int piece : pieces) {
                if (count == limit - 1) {
                    break;
                }
                if (count == ids.length) {
                    ids = Arrays.copyOf(ids, Math.min(limit, count * 2));
                }
                ids[count++] = piece;
            }
            start = end;
        }
        long[] encoded = Arrays.copyOf(ids, count + 1);
        encoded[count] = last;
        return encoded;
    }

    private int[] pieces(String word) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            return new int[] {unknown};
        }
        int[] found = new int[word.length()];
        int count = 0;
        int start = 0;
        while (start < word.length()) {
            int end = word.length();
            Integer piece = null;
            while (start < end) {
                String part = word.substring(start, end);
                piece = vocabulary.get(start == 0 ? part : "##" + part);
                if (piece != null) {
                    break;
                }
                end--;
            }
            if (piece == null) {
                return new int[] {unknown};
            }
            found[count++] = piece;
            start = end;
        }
        return Arrays.copyOf(found, count);
    }

    /** White space becomes a single kind of blank; controls, accents and upper case go. */
    private static String clean(String text) {
        return text.chars().allMatch(c -> c < 0x80) ? cleanAscii(text) : cleanAny(text);
    }

    /** The same in a fraction of the time, for what most runbooks are written in. */
    private static String cleanAscii(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c >= '\t' && c <= '\r') {
                clean.append(' ');
            } else if (c > ' ' && c < 0x7F) {
                clean.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
            }
        }
        return clean.toString();
    }

    private static String cleanAny(String text) {
        StringBuilder clean = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR
                || c == 0x2028 || c == 0x2029 || c == 0x0B || c == 0x0C) {
                clean.append(' ');
            } else if (c != 0 && c != 0xFFFD && !isOther(c)) {
                clean.appendCodePoint(c);
            }
        });
        StringBuilder plain = new StringBuilder(clean.length());
        Normalizer.normalize(clean, Normalizer.Form.NFD).codePoints()
            .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
            .forEach(c -> plain.append(lower(c)));
        return plain.toString();
    }

    private static String lower(int c) {
        return Character.toString(c).toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean isOther(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
            || type == Character.PRIVATE_USE || type == Character.UNASSIGNED;
    }

    /** True for a character that is a word of its own: punctuation (ASCII symbols included) and CJK ideographs. */
    private static boolean stands(int c) {
        if (c >= 33 && c <= 47 || c >= 58 && c <= 64 || c >= 91 && c <= 96 || c >= 123 && c <= 126) {
            return true;
        }
        if (c < 0x80) {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.CONNECTOR_PUNCTUATION || type == Character.DASH_PUNCTUATION || type == Character.START_PUNCTUATION
            || type == Character.END_PUNCTUATION || type == Character.INITIAL_QUOTE_PUNCTUATION
            || type == Character.FINAL_QUOTE_PUNCTUATION || type == Character.OTHER_PUNCTUATION
            || c >= 0x4E00 && c <= 0x9FFF || c >= 0x3400 && c <= 0x4DBF || c >= 0x20000 && c <= 0x2A6DF || c >= 0x2A700 && c <= 0x2CEAF
            || c >= 0xF900 && c <= 0xFAFF || c >= 0x2F800 && c <= 0x2FA1F;
    }
}
