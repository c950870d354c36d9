package io.serai.document;

import io.serai.article.Unseen;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Writes the XHTML events of Tika's parsers as Markdown, as they come: headings, lists, tables and code keep their shape, all else becomes
 * its text. What a reader would not see is left out. Memory grows with the text only, whose length is limited.
 */
final class MarkdownHandler extends DefaultHandler {

    /** Told of each page, slide or sheet as it begins. */
    interface Pages {
        /** @param number from 1 */
        void begins(int number);
    }

    private static final Set<String> INLINE = Set.of("a", "b", "i", "u", "s", "em", "strong", "span", "font", "code", "tt", "kbd", "samp", "var", "sub",
        "sup", "small", "big", "abbr", "cite", "q", "mark", "del", "ins", "tbody", "thead", "tfoot", "col", "colgroup", "html", "body", "label", "time");
    private static final Set<String> PAGES = Set.of("page", "slide-content", "slide");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u2000-\\u200A\\u202F\\u205F\\u3000]+");
    /** What at the start of a paragraph Markdown would take for something else. */
    private static final Pattern MARKUP = Pattern.compile("^(#{1,6}[ \\t]|```|~~~)");
    private static final int HEADING = 500;
    private static final int SLIDE_TITLE = 120;

    private final Budget budget;
    private final String name;
    private final Pages pages;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder words = new StringBuilder();
    private final Deque<Integer> lists = new ArrayDeque<>();
    private final List<String> row = new ArrayList<>();
    private int skipped;
    private int tables;
    private int rows;
    private int heading;
    private boolean code;
    private String prefix = "";
    private int page;
    private boolean slide;
    private String firstHeading = "";

    /** @param name what messages call the document */
    MarkdownHandler(Budget budget, String name, Pages pages) {
        this.budget = budget;
        this.name = name;
        this.pages = pages;
    }

    /** Markdown, possibly blank. */
    String markdown() {
        flush();
        return text.toString().replaceAll("\n{3,}", "\n\n").strip();
    }

    /** The first heading, or empty. */
    String firstHeading() {
        return firstHeading;
    }

    int pages() {
        return page;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
        String element = local.toLowerCase(Locale.ROOT);
        if (skipped > 0) {
            skipped++;
            return;
        }
        if (Unseen.isUnseen(element, attribute -> Optional.ofNullable(attributes.getValue(attribute)))) {
            skipped = 1;
            return;
        }
        switch (element) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                flush();
                heading = element.charAt(1) - '0';
            }
            case "ul", "ol" -> {
                flush();
                lists.push(element.equals("ol") ? 1 : 0);
            }
            case "li" -> {
                flush();
                prefix = item();
            }
            case "table" -> {
                if (tables++ == 0) {
                    flush();
                    rows = 0;
                }
            }
            case "tr" -> {
                if (tables == 1) {
                    row.clear();
                    words.setLength(0);
                }
            }
            case "td", "th" -> {
                if (tables == 1) {
                    words.setLength(0);
                }
            }
            case "br" -> write(tables > 0 || heading > 0 ? " " : "\n");
            case "pre" -> {
                flush();
                code = true;
            }
            case "div" -> {
                flush();
                begin(Optional.ofNullable(attributes.getValue("class")).orElse(""));
            }
            default -> {
                if (!INLINE.contains(element)) {
                    flush();
                }
            }
        }
    }

    private void begin(String kind) {
        if (!PAGES.contains(kind)) {
            return;
        }
        page++;
        budget.pages(name, page);
        pages.begins(page);
        slide = !kind.equals("page");
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
        if (skipped > 0) {
            skipped--;
            return;
        }
        switch (local.toLowerCase(Locale.ROOT)) {
            case "ul", "ol" -> {
                flush();
                lists.poll();
                if (lists.isEmpty()) {
                    block();
                }
            }
            case "table" -> {
                if (tables > 0 && --tables == 0) {
                    block();
                }
            }
            case "tr" -> {
                if (tables == 1) {
                    row();
                }
            }
            case "td", "th" -> {
                if (tables == 1) {
                    row.add(line(words).replace("|", "\\|"));
                    words.setLength(0);
                } else {
                    write(" ");
                }
            }
            case "pre" -> {
                fence();
                code = false;
            }
            default -> {
                if (!INLINE.contains(local.toLowerCase(Locale.ROOT))) {
                    flush();
                }
            }
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (skipped == 0) {
            if (words.length() + length > budget.charactersLeft()) {
                throw budget.tooMuchText(name);
            }
            words.append(characters, start, length);
        }
    }

    private void write(String piece) {
        words.append(piece);
    }

    private String item() {
        if (lists.isEmpty()) {
            return "- ";
        }
        String indent = "   ".repeat(Math.min(lists.size(), 6) - 1);
        int number = lists.pop();
        lists.push(number == 0 ? 0 : number + 1);
        return indent + (number == 0 ? "- " : number + ". ");
    }

    /** Ends the paragraph, the heading or the item that the words since the last end belong to. */
    private void flush() {
        if (tables > 0) {
            write(" ");
            return;
        }
        if (code) {
            write("\n");
            return;
        }
        int level = heading;
        heading = 0;
        String mark = prefix;
        String said = level > 0 || slide ? line(words) : lines(words);
        words.setLength(0);
        if (said.isEmpty()) {
            return;
        }
        prefix = "";
        if (slide) {
            // the first words of a slide are its title
            slide = false;
            level = level > 0 || said.length() > SLIDE_TITLE ? level : 2;
        }
        if (level > 0 && said.length() <= HEADING) {
            block();
            text.append("#".repeat(level)).append(' ').append(said);
            block();
            firstHeading = firstHeading.isEmpty() ? said : firstHeading;
        } else if (!lists.isEmpty() || !mark.isEmpty()) {
            newLine();
            text.append(mark.isEmpty() ? "   ".repeat(Math.min(lists.size(), 6)) : mark).append(said.replace("\n", "\n   "));
            newLine();
        } else {
            block();
            text.append(MARKUP.matcher(said).replaceAll("\\\\$1"));
            block();
        }
        check();
    }

    private void row() {
        while (!row.isEmpty() && row.get(row.size() - 1).isEmpty()) {
            row.remove(row.size() - 1);
        }
        if (!row.isEmpty()) {
            if (rows++ == 0) {
                block();
            }
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
            if (rows == 1) {
                text.append("|").append(" --- |".repeat(row.size())).append('\n');
            }
        }
        row.clear();
        words.setLength(0);
        check();
    }

    private void fence() {
        String said = Unseen.CHARACTERS.matcher(words).replaceAll("").strip();
        words.setLength(0);
        if (!said.isEmpty()) {
            String mark = said.contains("```") ? "~~~" : "```";
            block();
            text.append(mark).append('\n').append(said).append('\n').append(mark);
            block();
        }
        check();
    }

    private void check() {
        if (text.length() > budget.charactersLeft()) {
            throw budget.tooMuchText(name);
        }
    }

    private void newLine() {
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private void block() {
        newLine();
        if (text.length() > 1 && text.charAt(text.length() - 2) != '\n') {
            text.append('\n');
        }
    }

    /** One line without markup or what is unseen. */
    static String line(CharSequence words) {
        return BLANKS.matcher(Unseen.CHARACTERS.matcher(words).replaceAll("")).replaceAll(" ").strip();
    }

    private static String lines(CharSequence words) {
        StringBuilder lines = new StringBuilder();
        for (String each : words.toString().split("[\\n\\r]")) {
            String line = line(each);
            if (!line.isEmpty()) {
                lines.append(lines.length() == 0 ? "" : "\n").append(line);
            }
        }
        return lines.toString();
    }
}
