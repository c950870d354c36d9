package io.serai.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.connector.Poll;
import io.serai.mail.MailPage.Entry;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Variable;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.springframework.stereotype.Component;

/**
 * Reads the next page of a mailbox: the messages behind the last UID (RFC 9051, 2.3.1.1), whether people have read them or not. Where the
 * folder has a new UIDVALIDITY, all UIDs are others, and it begins again by date; what is known is found again by its Message-ID.
 *
 * <p>Messages are marked as read, or moved, when the page after theirs is read: by then they are stored. What a crash left over is done later.
 */
@Component("readMailbox")
class ReadMailbox {

    /** So often the connection may break at the same message before it is passed over. */
    private static final int ATTEMPTS = 3;
    /** With a new UIDVALIDITY: how far before the newest message known it begins again. */
    private static final Duration AGAIN = Duration.ofDays(1);

    private final MailSessions sessions;
    private final MailStore store;
    private final MailSettings settings;
    private final ObjectMapper json;
    private final FetchMessage fetch;
    private final Map<String, Stumble> stumbles = new ConcurrentHashMap<>();

    ReadMailbox(MailSessions sessions, MailStore store, MailSettings settings, ObjectMapper json, Clock clock) {
        this.sessions = sessions;
        this.store = store;
        this.settings = settings;
        this.json = json;
        this.fetch = new FetchMessage(clock);
    }

    /** At which message the connection broke, and how often in a row. */
    private record Stumble(long uid, int times) {
    }

    private record Place(long validity, long uid) {
    }

    /**
     * @param poll      {@code after} holds {@code {"validity","uid"}} of the page before
     * @param address   {@code imaps://host:port}
     * @param timeout   how long each step may take, in milliseconds
     * @param afterward {@code keep}, {@code seen} or {@code move}
     * @param moveTo    folder for those that are moved
     * @throws MailFailedException if the mailbox cannot be read; its message names the server or the folder
     */
    public MailPage read(@Variable("poll") Poll poll, @Variable("server") String address, @Variable("timeout") int timeout,
                         @Variable("folder") String folder, @Variable("afterward") String afterward, @Variable("moveTo") String moveTo) {
        MailServer server = MailServer.of(poll.connector(), address, timeout);
        try (Store mailbox = sessions.open(server)) {
            IMAPFolder inbox = (IMAPFolder) mailbox.getFolder(folder);
            inbox.open(afterward.equals("keep") ? Folder.READ_ONLY : Folder.READ_WRITE);
            long validity = inbox.getUIDValidity();
            Place place = place(poll);
            if (place != null && place.validity() == validity && poll.comparing()) {
                return page(poll.connector(), inbox, place, Optional.empty());
            }
            if (place != null && place.validity() == validity) {
                return page(poll.connector(), inbox, place, settled(poll.connector(), mailbox, inbox, place, afterward, moveTo));
            }
            Instant since = place == null ? poll.since() : poll.reached().minus(AGAIN);
            return page(poll.connector(), inbox, new Place(validity, before(inbox, since)), Optional.empty());
        } catch (FolderNotFoundException e) {
            throw new MailFailedException(server + ": there is no folder '" + folder + "', or it may not be read");
        } catch (MessagingException e) {
            throw MailFailures.failure(server.toString(), e);
        }
    }

    private Place place(Poll poll) {
        try {
            JsonNode after = json.readTree(poll.after());
            return after.path("validity").isIntegralNumber() && after.path("uid").isIntegralNumber()
                ? new Place(after.path("validity").asLong(), after.path("uid").asLong()) : null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the place kept for connector " + poll.connector() + " cannot be read", e);
        }
    }

    /** The UID behind which messages were received since a time. Servers compare days, so that a day more is asked for. */
    private static long before(IMAPFolder folder, Instant since) throws MessagingException {
        // known before the search: what arrives meanwhile lies behind it
        int count = folder.getMessageCount();
        long last = count == 0 ? 0 : folder.getUID(folder.getMessage(count));
        Message[] found = folder.search(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(since.minus(Duration.ofDays(1)))));
        folder.fetch(found, profile());
        for (Message message : found) {
            if (message.getReceivedDate() == null || !message.getReceivedDate().toInstant().isBefore(since)) {
                return Math.min(last, folder.getUID(message) - 1);
            }
        }
        return last;
    }

    private static FetchProfile profile() {
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        profile.add(FetchProfile.Item.SIZE);
        return profile;
    }

    /** @param unsettled what kept stored messages from being marked or moved: no reason to leave others unread, so that it is told at the end */
    private MailPage page(String connector, IMAPFolder folder, Place place, Optional<MailFailedException> unsettled) throws MessagingException {
        long after = place.uid();
        // a range that ends in * holds the last message even if its UID is smaller
        List<Message> next = new ArrayList<>();
        for (Message message : folder.getMessagesByUID(after + 1, UIDFolder.LASTUID)) {
            if (message != null && folder.getUID(message) > after) {
                next.add(message);
            }
        }
        boolean more = next.size() > settings.page();
        List<Message> page = next.subList(0, Math.min(next.size(), settings.page()));
        folder.fetch(page.toArray(Message[]::new), profile());
        List<Entry> entries = new ArrayList<>();
        long reached = after;
        for (Message message : page) {
            long uid = folder.getUID(message);
            if (!message.isExpunged()) {
                entries.add(entry(connector, uid, message));
            }
            reached = uid;
        }
        if (page.isEmpty() && unsettled.isPresent()) {
            throw unsettled.get();
        }
        return new MailPage(place.validity(), reached, more, entries);
    }

    private Entry entry(String connector, long uid, Message message) throws MessagingException {
        Stumble stumble = stumbles.get(connector);
        if (stumble != null && stumble.uid() == uid && stumble.times() >= ATTEMPTS) {
            return new Entry(uid, message.getReceivedDate() == null ? Instant.EPOCH : message.getReceivedDate().toInstant(), 0, null,
                "no message that can be fetched, the connection broke at it " + ATTEMPTS + " times");
        }
        try {
            return fetch.fetch(uid, message);
        } catch (MessagingException e) {
            stumbles.merge(connector, new Stumble(uid, 1), (old, fresh) -> old.uid() == uid ? new Stumble(uid, old.times() + 1) : fresh);
            throw e;
        }
    }

    /** Marks or moves messages that are stored. Those that are gone count as done. */
    private Optional<MailFailedException> settled(String connector, Store mailbox, IMAPFolder folder, Place stored, String afterward, String moveTo)
            throws MessagingException {
        List<Long> uids = store.unsettled(connector, stored.validity(), stored.uid());
        if (!uids.isEmpty() && !afterward.equals("keep")) {
            Message[] messages = Arrays.stream(folder.getMessagesByUID(uids.stream().mapToLong(Long::longValue).toArray()))
                .filter(message -> message != null && !message.isExpunged()).toArray(Message[]::new);
            folder.setFlags(messages, new Flags(Flags.Flag.SEEN), true);
            if (afterward.equals("move") && messages.length > 0) {
                Folder target = mailbox.getFolder(moveTo);
                if (!target.exists()) {
                    return Optional.of(new MailFailedException("connector " + connector + ": there is no folder '" + moveTo + "' to move messages to"));
                }
                move((IMAPStore) mailbox, folder, messages, target);
            }
        }
        store.settle(connector, stored.validity(), uids);
        return Optional.empty();
    }

    private static void move(IMAPStore mailbox, IMAPFolder folder, Message[] messages, Folder target) throws MessagingException {
        if (mailbox.hasCapability("MOVE")) {
            folder.moveMessages(messages, target);
            return;
        }
        folder.copyMessages(messages, target);
        folder.setFlags(messages, new Flags(Flags.Flag.DELETED), true);
        if (mailbox.hasCapability("UIDPLUS")) {
            folder.expunge(messages);
        }
    }
}
