package io.serai.connector;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** A comment that a system keeps as HTML, as a person reads it. */
final class CommentText {

    /** Stands for the end of a line while jsoup makes one blank of all white space; belongs to no script. */
    private static final String END = "\uE000";
    private static final String BLOCKS = "p, div, li, tr, pre, blockquote, h1, h2, h3, h4, h5, h6";

    private static final Pattern TAG = Pattern.compile("<[A-Za-z/!]");

    private CommentText() {
    }

    /** @param html possibly broken, or plain text */
    static String of(String html) {
        if (!TAG.matcher(html).find()) {
            return Parser.unescapeEntities(html, false).strip();
        }
        Document document = Jsoup.parse(html.replace(END, ""));
        document.select("head, script, style, title, template").remove();
        document.select("blockquote").forEach(quoted -> quoted.prependText("> "));
        document.select("br").forEach(line -> line.after(END));
        document.select(BLOCKS).forEach((Element block) -> block.prependText(END).appendText(END));
        return document.text().replaceAll(" ?" + END + "[" + END + " ]*", "\n").strip();
    }
}
