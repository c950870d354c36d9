package io.serai.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One message, as it is stored with its raw event. Texts are clean: line feeds, no control characters.
 *
 * @param messageId   identity without angle brackets, 1 to 300 printable ASCII characters; made up from the content where the message has none
 * @param inReplyTo   identity of the message it answers, or {@code null}
 * @param references  identities of the thread's earlier messages, the oldest first
 * @param from        who wrote it
 * @param replyTo     address that answers are asked to go to, or {@code null}
 * @param to          addresses it was sent to, at most 20
 * @param cc          addresses that got a copy, at most 20
 * @param subject     one line, at most 500 characters, or {@code null}
 * @param sentAt      what the sender's clock said, or {@code null}
 * @param importance  {@code high}, {@code low}, or {@code null}
 * @param automatic   what it is if no person wrote it, or {@code null}
 * @param note        the marker of the note, if the hub itself sent the message, or {@code null}
 * @param text        all of the body as plain text, at most 32,768 characters, possibly empty
 * @param ownWords    the same without what it quotes and without the signature
 * @param cut         true if the text, or the list of attachments, is not complete
 * @param attachments what else it carries; their content is not kept
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record MailMessage(String messageId, String inReplyTo, List<String> references, Person from, String replyTo, List<String> to, List<String> cc,
                   String subject, Instant sentAt, String importance, Automatic automatic, String note, String text, String ownWords, boolean cut,
                   List<Attachment> attachments) {

    MailMessage {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(from, "from");
        references = List.copyOf(references);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        attachments = List.copyOf(attachments);
    }

    /**
     * @param name    as the message gives it, or {@code null}
     * @param address in lower case
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Person(String name, String address) {
        Person {
            Objects.requireNonNull(address, "address");
        }

        /** Name and address, for people to read. */
        String words() {
            return name == null ? address : name + " <" + address + ">";
        }
    }

    /**
     * @param name  file name, at most 120 characters
     * @param type  media type
     * @param bytes its size, about
     */
    record Attachment(String name, String type, long bytes) {
    }

    /** The thread's identity as far as this message alone tells it: the oldest message it refers to, or itself. */
    String root() {
        return !references.isEmpty() ? references.get(0) : inReplyTo != null ? inReplyTo : messageId;
    }
}
