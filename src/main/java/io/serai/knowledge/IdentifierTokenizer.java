package io.serai.knowledge;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Splits text into lower-case words, and identifiers into their parts and the whole: {@code KubePodCrashLooping},
 * {@code kube_pod_crash_looping} and {@code kube-pod-crash-looping} each give {@code kube pod crash looping kubepodcrashlooping}.
 * Characters other than letters and digits separate words; numbers alone are left out. Codes are kept whole: {@code ORA-00600} also gives
 * {@code ora00600}, and a number of three to five digits stays where the word before it says what it is ({@code error 1603}, {@code HTTP 503}).
 */
final class IdentifierTokenizer extends Tokenizer {

    private static final int LONGEST = 100;
    private static final Pattern CODE = Pattern.compile("[1-9][0-9]{2,4}");
    private static final Set<String> CODED = Set.of("error", "code", "http", "status", "errno", "event", "kb");
    /** Capital letters, a hyphen, digits: {@code ORA-00600}, {@code TNS-12541}. */
    private static final Pattern LETTERED = Pattern.compile("[A-Z]{2,6}-[0-9]{2,6}");
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Deque<String> waiting = new ArrayDeque<>();
    private final StringBuilder run = new StringBuilder();
    private String before = "";
    private boolean ended;

    @Override
    public boolean incrementToken() throws IOException {
        clearAttributes();
        while (waiting.isEmpty() && !ended) {
            readRun();
        }
        if (waiting.isEmpty()) {
            return false;
        }
        term.append(waiting.poll());
        return true;
    }

    private void readRun() throws IOException {
        run.setLength(0);
        while (true) {
            int c = input.read();
            if (c < 0) {
                ended = true;
                break;
            }
            if (Character.isLetterOrDigit((char) c)) {
                run.append((char) c);
            } else if ((c == '_' || c == '-') && run.length() > 0) {
                run.append('-');
            } else if (run.length() > 0) {
                break;
            }
            if (run.length() == LONGEST) {
                break;
            }
        }
        if (run.length() > 0) {
            if (isCode(run.toString(), before)) {
                waiting.add(run.toString());
            } else {
                split(run, waiting);
            }
            before = run.toString().toLowerCase(Locale.ROOT);
        }
    }

    /** True for a number that stands for something of its own: the same in every text that has it. */
    static boolean isCode(String number, String wordBefore) {
        return CODE.matcher(number).matches() && CODED.contains(wordBefore);
    }

    private static void split(CharSequence run, Deque<String> terms) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= run.length(); i++) {
            if (i == run.length() || run.charAt(i) == '-' || run.charAt(i - 1) == '-' || caseChanges(run, i)) {
                if (run.charAt(start) != '-') {
                    parts.add(lower(run.subSequence(start, i).toString()));
                }
                start = i;
            }
        }
        boolean code = LETTERED.matcher(run).matches();
        StringBuilder whole = new StringBuilder();
        for (String part : parts) {
            if (!number(part)) {
                terms.add(part);
                whole.append(part);
            } else if (code) {
                whole.append(part);
            }
        }
        if (parts.size() > 1 && !whole.isEmpty() && !whole.toString().equals(terms.peekLast())) {
            terms.add(whole.toString());
        }
    }

    /** A word begins before {@code i}: {@code aB}, or {@code ABc} before the {@code B}; not in a plural such as {@code CPUs}. */
    private static boolean caseChanges(CharSequence run, int i) {
        if (!Character.isUpperCase(run.charAt(i))) {
            return false;
        }
        boolean afterLower = !Character.isUpperCase(run.charAt(i - 1));
        if (afterLower) {
            return Character.isLetter(run.charAt(i - 1)) || i > 1;
        }
        boolean beforeLower = i + 1 < run.length() && Character.isLowerCase(run.charAt(i + 1));
        boolean plural = beforeLower && run.charAt(i + 1) == 's' && (i + 2 == run.length() || !Character.isLowerCase(run.charAt(i + 2)));
        return beforeLower && !plural;
    }

    /** In lower case, and {@code CPUs} without its plural. */
    private static String lower(String part) {
        int last = part.length() - 1;
        boolean plural = last > 1 && part.charAt(last) == 's' && part.chars().limit(last).allMatch(Character::isUpperCase);
        return (plural ? part.substring(0, last) : part).toLowerCase(Locale.ROOT);
    }

    private static boolean number(String part) {
        return part.chars().allMatch(Character::isDigit);
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        waiting.clear();
        before = "";
        ended = false;
    }
}
