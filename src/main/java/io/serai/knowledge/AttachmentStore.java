package io.serai.knowledge;

import io.serai.article.Attachment;
import io.serai.article.WantedArticle;
import io.serai.article.WantedAttachment;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is attached to the articles of connected knowledge bases, and which version of it was dealt with. */
@Component
class AttachmentStore {

    private static final String ARTICLE = "tenant = :tenant AND connector = :connector AND article = :article";

    private final JdbcClient jdbc;

    AttachmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins the names of the documents that what is attached to an article becomes. */
    static String prefix(WantedArticle article) {
        return article.connector() + ":" + article.id() + ":";
    }

    /** Begins the names of the documents that one attachment becomes. */
    static String name(WantedAttachment attachment) {
        return prefix(attachment.article()) + attachment.id();
    }

    /**
     * Notes what an article has attached; an article that is kept.
     *
     * @return documents of what is no longer attached, to be taken out
     */
    List<UUID> listed(WantedArticle article, List<Attachment> attachments) {
        List<UUID> gone = new ArrayList<>();
        List<String> kept = attachments.stream().map(Attachment::id).toList();
        for (String id : rows(article, "SELECT attachment FROM knowledge_attachment WHERE " + ARTICLE).query(String.class).list()) {
            if (!kept.contains(id)) {
                gone.addAll(documents(article, prefix(article) + id));
                rows(article, "DELETE FROM knowledge_attachment WHERE " + ARTICLE + " AND attachment = :id").param("id", id).update();
            }
        }
        for (Attachment each : attachments) {
            // one that is too large is dealt with as it is listed
            String fault = each.size() > Attachment.LARGEST ? "larger than " + (Attachment.LARGEST >> 20) + " MB" : null;
            rows(article, """
                    INSERT INTO knowledge_attachment (tenant, connector, article, attachment, listed, version, fault)
                    VALUES (:tenant, :connector, :article, :id, :listed, :version, :fault)
                    ON CONFLICT (tenant, connector, article, attachment) DO UPDATE SET listed = excluded.listed,
                        version = coalesce(excluded.version, knowledge_attachment.version),
                        fault = CASE WHEN knowledge_attachment.listed = excluded.listed THEN knowledge_attachment.fault ELSE excluded.fault END""")
                .param("id", each.id()).param("listed", each.version()).param("version", fault == null ? null : each.version(), Types.VARCHAR)
                .param("fault", fault, Types.VARCHAR).update();
        }
        return gone;
    }

    private JdbcClient.StatementSpec rows(WantedArticle article, String sql) {
        return jdbc.sql(sql).param("tenant", article.tenant()).param("connector", article.connector()).param("article", article.id());
    }

    /** Ids of an article's attachments that were not dealt with as they are listed. */
    List<String> open(WantedArticle article) {
        return rows(article, "SELECT attachment FROM knowledge_attachment WHERE " + ARTICLE + " AND version IS DISTINCT FROM listed").query(String.class).list();
    }

    /**
     * Notes that an attachment was dealt with; to be called before its documents are stored.
     *
     * @param fault why it cannot be read, or {@code null}
     * @return false if the article no longer has it in this version
     */
    boolean settled(WantedAttachment wanted, String fault) {
        return rows(wanted.article(), "UPDATE knowledge_attachment SET version = listed, fault = :fault WHERE " + ARTICLE + " AND attachment = :id AND listed = :listed")
            .param("id", wanted.id()).param("listed", wanted.version()).param("fault", fault, Types.VARCHAR).update() == 1;
    }

    /** The documents of all that is attached to an article. */
    List<UUID> documents(WantedArticle article) {
        return jdbc.sql("SELECT id FROM knowledge_document WHERE tenant = :tenant AND source = :source AND starts_with(name, :prefix)")
            .param("tenant", article.tenant()).param("source", article.connector()).param("prefix", prefix(article)).query(UUID.class).list();
    }

    /** The documents of one attachment: the first has its name, the others that and a number. */
    List<UUID> documents(WantedArticle article, String name) {
        return jdbc.sql("SELECT id FROM knowledge_document WHERE tenant = :tenant AND source = :source AND (name = :name OR starts_with(name, :name || ':'))")
            .param("tenant", article.tenant()).param("source", article.connector()).param("name", name).query(UUID.class).list();
    }
}
