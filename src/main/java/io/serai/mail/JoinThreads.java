package io.serai.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.connector.Poll;
import io.serai.mail.MailPage.Entry;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the thread of each message of a page, and makes the page of records that the connector's road stores. Said again for the same
 * messages, it makes the same records, unless these are known to be stored; where a poll only compares, also then.
 */
@Component("joinThreads")
class JoinThreads {

    private static final Logger LOG = LoggerFactory.getLogger(JoinThreads.class);
    /** So much later than the message before is a message at least: what is set in between, such as a status, finds room. */
    private static final Duration STEP = Duration.ofMillis(10);
    private static final String TAG_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    private final MailStore store;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final SecureRandom random = new SecureRandom();

    JoinThreads(MailStore store, TransactionTemplate transaction, ObjectMapper json, MeterRegistry meters) {
        this.store = store;
        this.transaction = transaction;
        this.json = json;
        this.meters = meters;
    }

    /**
     * @param address   the mailbox's own
     * @param automatic what machines write and is to become tickets all the same: {@code none}, {@code bulk} or {@code all}
     * @return {@code {"records":[..],"more":bool,"after":{"validity","uid"},"keep":true}}
     */
    public JsonNode join(@Body MailPage page, @Variable("poll") Poll poll, @Variable("address") String address, @Variable("automatic") String automatic) {
        Join join = new Join(poll.connector(), address.strip().toLowerCase(Locale.ROOT), automatic, page.validity(), poll.comparing());
        ArrayNode records = json.createArrayNode();
        for (Entry entry : page.entries()) {
            record(join, entry).ifPresent(records::add);
        }
        ObjectNode answer = json.createObjectNode();
        answer.set("records", records);
        // after messages a page follows in any case: it settles them in the mailbox
        answer.put("more", page.more() || !page.entries().isEmpty());
        answer.set("after", json.createObjectNode().put("validity", page.validity()).put("uid", page.reached()));
        answer.put("keep", true);
        return answer;
    }

    private record Join(String connector, String address, String automatic, long validity, boolean comparing) {

        boolean leaves(Automatic kind) {
            return kind != null && !automatic.equals("all") && !(automatic.equals("bulk") && kind == Automatic.BULK);
        }
    }

    private Optional<ObjectNode> record(Join join, Entry entry) {
        if (entry.message() == null) {
            ObjectNode body = json.createObjectNode().put("unreadable", entry.unreadable()).put("uid", entry.uid()).put("uidValidity", join.validity())
                .put("bytes", entry.bytes()).put("receivedAt", entry.receivedAt().toString());
            return Optional.of(record("unreadable:" + join.validity() + ":" + entry.uid(), entry.receivedAt(), body));
        }
        StoredMessage stored = transaction.execute(status -> stored(join, entry).orElse(null));
        return Optional.ofNullable(stored).map(message -> record(message.message().messageId(), message.thread().changedAt(), json.valueToTree(message)));
    }

    private ObjectNode record(String key, Instant changedAt, JsonNode body) {
        ObjectNode record = json.createObjectNode().put("key", key).put("changedAt", changedAt.toString());
        record.set("body", body);
        return record;
    }

    /** @return nothing if the message is stored already, or is left alone */
    private Optional<StoredMessage> stored(Join join, Entry entry) {
        MailMessage message = entry.message();
        Optional<MailStore.Seen> seen = store.seen(join.connector(), message.messageId());
        if (seen.isPresent()) {
            boolean taken = seen.get().sequence() > 0;
            if (!join.comparing() && (taken && !seen.get().settled() || seen.get().kind().equals("sent"))) {
                // also a copy of ours that came back is settled in the mailbox
                store.found(join.connector(), message.messageId(), join.validity(), entry.uid());
            }
            if (taken && (join.comparing() || !seen.get().settled())) {
                return Optional.of(new StoredMessage(message, entry.receivedAt(), view(join, seen.get())));
            }
            return Optional.empty();
        }
        boolean own = message.from().address().equals(join.address());
        Optional<String> known = known(join, message);
        String left = own && message.note() != null ? "sent" : own && known.isEmpty() ? "staff"
            : join.leaves(message.automatic()) || message.automatic() != null && own ? message.automatic().json() : null;
        if (left != null) {
            store.leave(join.connector(), message.messageId(), left, entry.receivedAt());
            meters.counter("serai.mail.left", "connector", join.connector(), "kind", left).increment();
            if (message.automatic() == Automatic.REPORT && known.isPresent()) {
                LOG.warn("connector {}: message {} reports on a mail of thread {}", join.connector(), message.messageId(), known.get());
            }
            return Optional.empty();
        }
        return Optional.of(new StoredMessage(message, entry.receivedAt(), view(join, take(join, entry, known))));
    }

    /** The thread of what it refers to, else that of the tag in its subject. */
    private Optional<String> known(Join join, MailMessage message) {
        List<String> references = Stream.concat(message.references().stream(), Stream.ofNullable(message.inReplyTo())).toList();
        return store.threadOf(join.connector(), Stream.concat(Stream.of(message.messageId()), references.stream()).toList())
            .or(() -> Subjects.tag(message.subject()).flatMap(tag -> store.tagged(join.connector(), tag)).map(MailStore.Thread::id));
    }

    private MailStore.Seen take(Join join, Entry entry, Optional<String> known) {
        MailMessage message = entry.message();
        String id = known.orElseGet(message::root);
        if (known.isEmpty()) {
            store.begin(join.connector(), new MailStore.Thread(id, tag(), Subjects.title(message), message.from(), message.replyTo(),
                message.automatic() == null && !Automatic.isNobody(message.from().address()), 0, entry.receivedAt(), entry.receivedAt()));
        }
        MailStore.Thread thread = store.lock(join.connector(), id);
        Optional<MailStore.Seen> meanwhile = store.seen(join.connector(), message.messageId());
        if (meanwhile.isPresent()) {
            // another process polls the same mailbox
            return meanwhile.get();
        }
        int sequence = thread.messages() + 1;
        Instant earliest = sequence == 1 ? entry.receivedAt() : thread.changedAt().plus(STEP);
        Instant changedAt = entry.receivedAt().isBefore(earliest) ? earliest : entry.receivedAt();
        String words = sequence == 1 ? OwnWords.ofFirst(message.text()) : message.ownWords().isBlank() ? message.text() : message.ownWords();
        MailStore.Seen seen = new MailStore.Seen(message.messageId(), id, "taken", sequence, changedAt, false);
        store.take(join.connector(), seen, message.from().words(), words);
        if (!join.comparing()) {
            // nothing is to be settled in the mailbox of what may not be stored
            store.found(join.connector(), message.messageId(), join.validity(), entry.uid());
        }
        store.grow(join.connector(), id, sequence, changedAt);
        return seen;
    }

    private ThreadView view(Join join, MailStore.Seen seen) {
        MailStore.Thread thread = store.thread(join.connector(), seen.threadId())
            .orElseThrow(() -> new IllegalStateException("a thread of connector " + join.connector() + " is gone"));
        return ThreadView.of(thread.id(), thread.title(), thread.requester(), thread.createdAt(), seen.changedAt(), seen.sequence(),
            store.words(join.connector(), thread.id(), seen.sequence()));
    }

    /** 65 bits that nobody guesses. */
    private String tag() {
        BigInteger number = new BigInteger(65, random);
        StringBuilder tag = new StringBuilder();
        for (int i = 0; i < 13; i++) {
            tag.append(TAG_LETTERS.charAt(number.shiftRight(5 * i).intValue() & 31));
        }
        return tag.toString();
    }
}
