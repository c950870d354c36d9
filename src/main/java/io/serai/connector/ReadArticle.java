package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.article.Article;
import io.serai.article.Attachment;
import io.serai.article.WantedArticle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Reads what an article kamelet made: {@code {"id","title","url","format":"html|storage|text","body","labels":[],"categories":[],"changedAt",
 * "attachments":[{"id","version","name","size"}]}},
 * or {@code {"gone":true}}.
 */
@Component("readArticle")
class ReadArticle {

    private static final int TEXT = 1_000;
    private static final int LABELS = 100;
    private static final int ATTACHMENTS = 50;

    /** @throws UnreadableArticleException if it is neither */
    public Article read(@Body JsonNode answer, @Variable("wanted") WantedArticle wanted) {
        if (answer.path("gone").asBoolean(false)) {
            return Article.gone(wanted);
        }
        if (!wanted.id().equals(answer.path("id").asText())) {
            throw new UnreadableArticleException("its id is not the one that was asked for");
        }
        if (!answer.path("body").isTextual()) {
            throw new UnreadableArticleException("it has no text");
        }
        Article.Format format;
        try {
            format = Article.Format.valueOf(answer.path("format").asText().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UnreadableArticleException("its format is none of html, storage, text");
        }
        String url = answer.path("url").asText("");
        return new Article(wanted, Article.State.THERE, cut(answer.path("title").asText(wanted.id())), url.matches("https?://\\S{1,2000}") ? url : null, format,
            answer.path("body").asText(), words(answer.path("labels")), words(answer.path("categories")), Times.read(answer.path("changedAt").asText(null)), null,
            attachments(answer.path("attachments")));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        for (JsonNode word : list) {
            if (word.isTextual() && words.size() < LABELS) {
                words.add(cut(word.asText()));
            }
        }
        return words;
    }

    private static List<Attachment> attachments(JsonNode list) {
        Map<String, Attachment> attachments = new LinkedHashMap<>();
        for (JsonNode each : list) {
            if (attachments.size() < ATTACHMENTS) {
                try {
                    String id = each.path("id").asText(null);
                    attachments.put(id, new Attachment(id, cut(each.path("version").asText("")), cut(each.path("name").asText("")), each.path("size").asLong()));
                } catch (IllegalArgumentException e) {
                    throw new UnreadableArticleException("what is attached to it is not as documented: " + e.getMessage());
                }
            }
        }
        return List.copyOf(attachments.values());
    }

    private static String cut(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT);
    }
}
