package io.serai.mail;

import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Turns the HTML of a message into plain text: paragraphs, list items, links with their addresses, quotations marked by {@code >}. */
final class HtmlText {

    private static final Set<String> SKIPPED = Set.of("head", "script", "style", "title", "template", "noscript", "object", "svg");
    private static final Set<String> BLOCKS = Set.of("p", "div", "ul", "ol", "table", "tr", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "section",
        "article", "header", "footer", "hr", "dl", "dt", "dd", "address", "form");
    private static final Set<String> PARAGRAPHS = Set.of("p", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6");
    private static final int ADDRESS = 300;
    private static final int QUOTED_DEEP = 5;

    private HtmlText() {
    }

    /** @param html possibly broken or cut; nested as deep as it may be */
    static String of(String html) {
        Document document = Jsoup.parse(html);
        Writer writer = new Writer();
        document.filter(writer);
        return writer.text.toString();
    }

    private static final class Writer implements NodeFilter {
        private final StringBuilder text = new StringBuilder();
        private int quoted;
        private boolean gap;

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode words) {
                say(words);
                return FilterResult.CONTINUE;
            }
            if (!(node instanceof Element element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            String name = element.normalName();
            if (SKIPPED.contains(name) || isHidden(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            if (name.equals("br")) {
                newLine();
            } else if (BLOCKS.contains(name) || name.equals("li")) {
                paragraph(name);
            } else if (name.equals("td") || name.equals("th")) {
                gap = true;
            }
            if (name.equals("blockquote")) {
                quoted = Math.min(quoted + 1, QUOTED_DEEP);
            }
            if (name.equals("li")) {
                start();
                text.append("- ");
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                String name = element.normalName();
                if (name.equals("a")) {
                    link(element);
                }
                if (BLOCKS.contains(name) || name.equals("li")) {
                    paragraph(name);
                }
                if (name.equals("blockquote")) {
                    quoted = Math.max(quoted - 1, 0);
                }
            }
            return FilterResult.CONTINUE;
        }

        private void say(TextNode words) {
            String said = words.getWholeText();
            boolean kept = words.parent() != null && words.parent().normalName().equals("pre");
            for (int i = 0; i < said.length(); i++) {
                char c = said.charAt(i);
                if (kept && c == '\n') {
                    newLine();
                } else if (Character.isWhitespace(c) || c == '\u00a0') {
                    gap = true;
                } else {
                    boolean begins = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
                    if (gap && !begins) {
                        text.append(' ');
                    }
                    gap = false;
                    start();
                    text.append(c);
                }
            }
        }

        /** Marks a line that is quoted, at its beginning. */
        private void start() {
            if (quoted > 0 && (text.isEmpty() || text.charAt(text.length() - 1) == '\n')) {
                text.append("> ");
            }
        }

        private void paragraph(String name) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                newLine();
            }
            int length = text.length();
            if (PARAGRAPHS.contains(name) && length > 1 && text.charAt(length - 2) != '\n') {
                newLine();
            }
        }

        private void newLine() {
            gap = false;
            text.append('\n');
        }

        private void link(Element element) {
            String address = element.attr("href").strip();
            if (address.length() <= ADDRESS && address.matches("(?i)https?://\\S+") && !element.text().contains(address)) {
                text.append(" (").append(address).append(')');
            }
        }

        private static boolean isHidden(Element element) {
            String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
            return element.hasAttr("hidden") || style.contains("display:none") || style.contains("visibility:hidden") || style.matches(".*font-size:0(px|pt|em)?(;.*)?");
        }
    }
}
