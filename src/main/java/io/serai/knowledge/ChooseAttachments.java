package io.serai.knowledge;

import io.serai.article.Article;
import io.serai.article.WantedAttachment;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says which attachments of an article that was just kept are to be fetched: those that are new, or have another version. */
@Component("chooseAttachments")
class ChooseAttachments {

    private final AttachmentStore attachments;

    ChooseAttachments(AttachmentStore attachments) {
        this.attachments = attachments;
    }

    /** @return in the order of the article; none if there is no article, or it was asked for only to see whether it is gone */
    List<WantedAttachment> choose(Article article) {
        if (article.state() != Article.State.THERE || article.wanted().version().isEmpty() || article.attachments().isEmpty()) {
            return List.of();
        }
        List<String> open = attachments.open(article.wanted());
        return article.attachments().stream().filter(each -> open.contains(each.id()))
            .map(each -> new WantedAttachment(article.wanted(), each.id(), each.version(), each.name(), ArticleText.line(article.title()), article.url(),
                article.categories()))
            .toList();
    }
}
