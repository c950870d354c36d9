package io.serai.mail;

import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.HeaderTerm;
import jakarta.mail.search.OrTerm;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Looks whether a mail of ours was sent: its copy then lies in the mailbox. */
@Component("findCopy")
class FindCopy {

    private final MailSessions sessions;

    FindCopy(MailSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * @param address {@code imaps://host:port}
     * @param folders where copies may lie, separated by commas
     * @return {@code yes} or {@code no}
     * @throws MailFailedException if not all folders could be searched: then nothing is known, and nothing may be sent
     */
    public String find(@Body MimeMessage mail, @Variable("connector") String connector, @Variable("mailbox") String address, @Variable("timeout") int timeout,
                       @Variable("folders") String folders) throws MessagingException {
        MailServer server = MailServer.of(connector, address, timeout);
        String id = mail.getMessageID();
        String marker = mail.getHeader(ReadMessage.NOTE, null);
        List<String> names = Arrays.stream(folders.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
        try (Store mailbox = sessions.open(server)) {
            for (String name : names) {
                Folder folder = mailbox.getFolder(name);
                folder.open(Folder.READ_ONLY);
                // some servers put a Message-ID of their own in its place
                if (folder.search(new OrTerm(new HeaderTerm("Message-ID", id), new HeaderTerm(ReadMessage.NOTE, marker))).length > 0) {
                    return "yes";
                }
                folder.close(false);
            }
            return "no";
        } catch (FolderNotFoundException e) {
            throw new MailFailedException(server + ": a folder of '" + folders + "', where copies of sent mails may lie, is not there");
        } catch (MessagingException e) {
            throw MailFailures.failure(server.toString(), e);
        }
    }
}
