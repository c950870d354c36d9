package io.serai.article;

import java.util.List;
import java.util.Objects;

/**
 * An attachment that is to be fetched.
 *
 * @param article    the article that it belongs to
 * @param id         the source's own id
 * @param version    what the article said of it
 * @param name       what the source calls the file
 * @param title      of the article, one line
 * @param url        where a person reads the article, or {@code null}
 * @param categories of tickets that the article is about; possibly none, possibly unknown ones
 */
public record WantedAttachment(WantedArticle article, String id, String version, String name, String title, String url, List<String> categories) {

    public WantedAttachment {
        Objects.requireNonNull(article, "article");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        categories = categories == null ? List.of() : List.copyOf(categories);
    }
}
