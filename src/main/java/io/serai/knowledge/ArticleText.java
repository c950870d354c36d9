package io.serai.knowledge;

import io.serai.article.Article;
import io.serai.article.Unseen;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Makes Markdown of what a knowledge base holds: headings, lists, tables and code keep their shape, everything else becomes its text.
 * Nothing is run or fetched. What a reader of the page would not see (hidden, white, tiny) is left out, and so are scripts, styles, forms,
 * frames, addresses of links and pictures, and the macros of Confluence but for what stands in their bodies. The macros' names are those of
 * Confluence's storage format (confluence.atlassian.com/doc/confluence-storage-format-790796544.html).
 */
final class ArticleText {

    /** What is nested deeper is left out. */
    private static final int DEPTH = 120;
    private static final Set<String> LEFT_OUT = Set.of("ac:image", "ac:parameter", "ac:emoticon", "ac:placeholder", "ac:task-id", "ac:task-status",
        "ri:attachment", "ri:user", "ri:url");
    private static final Set<String> BLOCKS = Set.of("p", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "dl", "dd", "dt",
        "figure", "figcaption", "details", "summary", "ac:rich-text-body", "ac:layout", "ac:layout-section", "ac:layout-cell", "ac:task-list",
        "ac:structured-macro", "ac:macro", "ul", "ol", "table", "hr");
    private static final Set<String> CODE = Set.of("code", "noformat");
    private static final Pattern UNSEEN = Unseen.CHARACTERS;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u2000-\\u200A\\u202F\\u205F\\u3000]+");

    private final StringBuilder text = new StringBuilder();

    private ArticleText() {
    }

    /** @param body of any size, as the source holds it; nothing about it is trusted */
    static String markdown(Article.Format format, String body) {
        String clean = UNSEEN.matcher(body.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
        if (format == Article.Format.TEXT) {
            return clean.strip();
        }
        Document document = format == Article.Format.STORAGE ? Jsoup.parse(clean, "", Parser.xmlParser()) : Jsoup.parse(clean);
        document.outputSettings().escapeMode(Entities.EscapeMode.base);
        ArticleText writer = new ArticleText();
        writer.children(document, 0, 0);
        return UNSEEN.matcher(writer.text).replaceAll("").replaceAll("(?<![ \\t])[ \\t]++\n", "\n").replaceAll("\n{3,}", "\n\n").strip();
    }

    /** One line without markup. */
    static String line(String text) {
        return BLANKS.matcher(UNSEEN.matcher(text).replaceAll("")).replaceAll(" ").strip();
    }

    private void children(Node parent, int depth, int list) {
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode words) {
                inline(words.getWholeText());
            } else if (child instanceof Element element && !isUnseen(element)) {
                element(element, depth + 1, list);
            }
        }
    }

    private void element(Element element, int depth, int list) {
        if (depth > DEPTH) {
            return;
        }
        String name = element.normalName();
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                block();
                text.append("#".repeat(name.charAt(1) - '0')).append(' ');
                children(element, depth, list);
                block();
            }
            case "br" -> text.append('\n');
            case "li", "ac:task" -> item(element, "- ", depth, list);
            case "ul", "ol" -> {
                if (list == 0) {
                    block();
                }
                items(element, depth, list + 1);
                if (list == 0) {
                    block();
                }
            }
            case "pre" -> code(element.wholeText());
            case "tr" -> row(element, depth, list);
            case "ac:structured-macro", "ac:macro" -> macro(element, depth, list);
            case "ri:page" -> inline(element.attr("ri:content-title"));
            case "ac:link" -> {
                boolean words = element.children().stream().anyMatch(child -> child.normalName().endsWith("link-body"));
                element.children().stream().filter(child -> child.normalName().endsWith("link-body") || !words && child.normalName().equals("ri:page"))
                    .forEach(child -> element(child, depth + 1, list));
            }
            default -> {
                boolean apart = BLOCKS.contains(name) && list == 0;
                if (apart) {
                    block();
                }
                children(element, depth, list);
                if (apart) {
                    block();
                }
            }
        }
    }

    private void items(Element parent, int depth, int list) {
        boolean numbered = parent.normalName().equals("ol");
        int number = 0;
        for (Element child : parent.children()) {
            if (child.normalName().equals("li") && !isUnseen(child)) {
                item(child, numbered ? ++number + ". " : "- ", depth + 1, list);
            } else if (!isUnseen(child)) {
                element(child, depth + 1, list);
            }
        }
    }

    private void item(Element item, String mark, int depth, int list) {
        line();
        text.append("  ".repeat(Math.max(0, Math.min(list, 8) - 1))).append(mark);
        children(item, depth, Math.max(1, list));
        line();
    }

    private void row(Element row, int depth, int list) {
        line();
        boolean first = true;
        for (Element cell : row.children()) {
            if ((cell.normalName().equals("td") || cell.normalName().equals("th")) && !isUnseen(cell)) {
                text.append(first ? "" : " | ");
                int start = text.length();
                children(cell, depth, Math.max(1, list));
                String words = text.substring(start).replaceAll("\\s+", " ").strip();
                text.setLength(start);
                text.append(words);
                first = false;
            }
        }
        line();
    }

    /** A macro is not run: what stands in its body is shown, code as code; a plain body of any other macro is code of that macro, and left out. */
    private void macro(Element macro, int depth, int list) {
        boolean code = CODE.contains(macro.attr("ac:name").toLowerCase(Locale.ROOT));
        for (Element child : macro.children()) {
            if (child.normalName().equals("ac:rich-text-body")) {
                element(child, depth + 1, list);
            } else if (code && child.normalName().equals("ac:plain-text-body")) {
                code(child.wholeText());
            }
        }
    }

    private void code(String code) {
        String fence = code.contains("```") ? "~~~" : "```";
        block();
        text.append(fence).append('\n').append(code.strip()).append('\n').append(fence);
        block();
    }

    private void inline(String words) {
        String line = BLANKS.matcher(words).replaceAll(" ");
        boolean atStart = text.length() == 0 || Character.isWhitespace(text.charAt(text.length() - 1));
        text.append(atStart ? line.stripLeading() : line);
    }

    private void line() {
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private void block() {
        line();
        if (text.length() > 1 && text.charAt(text.length() - 2) != '\n') {
            text.append('\n');
        }
    }

    private static boolean isUnseen(Element element) {
        return LEFT_OUT.contains(element.normalName())
            || Unseen.isUnseen(element.normalName(), name -> element.hasAttr(name) ? Optional.of(element.attr(name)) : Optional.empty());
    }
}
