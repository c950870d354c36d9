package io.serai.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/** Puts what mail servers and the mail library say into words that tell an operator what to look at. */
final class MailFailures {

    private static final int WORDS = 200;
    private static final Pattern PAGE = Pattern.compile("<(html|!doctype)\\b", Pattern.CASE_INSENSITIVE);
    private static final int TEMPORARY = 400;

    private MailFailures() {
    }

    /** @param server how it is called in messages */
    static MailFailedException failure(String server, Exception failure) {
        if (failure instanceof MailFailedException known) {
            return known;
        }
        int refusal = refusal(failure);
        if (refusal >= 500) {
            return new MailFailedException.Refused(server + " refuses the mail for good: " + words(smtp(failure)));
        }
        if (refusal > 0) {
            return new MailFailedException(server + " does not take the mail now: " + words(smtp(failure)));
        }
        if (has(failure, AuthenticationFailedException.class)) {
            return new MailFailedException(server + " refuses the log-in; are user and password, or the token's client and scope, right? It says: " + words(failure));
        }
        if (has(failure, SSLException.class)) {
            return new MailFailedException(server + " cannot be spoken to in TLS: " + words(root(failure)));
        }
        if (has(failure, SocketTimeoutException.class)) {
            return new MailFailedException(server + " does not answer in time");
        }
        if (has(failure, MailConnectException.class) || has(failure, ConnectException.class) || has(failure, UnknownHostException.class)) {
            return new MailFailedException(server + " cannot be reached: " + words(root(failure)));
        }
        if (PAGE.matcher(words(failure)).find()) {
            return new MailFailedException(server + " answers with a page for people; are host and port those of a mail server?");
        }
        return new MailFailedException(server + " fails: " + words(failure));
    }

    static boolean isLogin(Throwable failure) {
        return has(failure, AuthenticationFailedException.class);
    }

    /** The SMTP status with which a mail was refused, once the server was logged in to; 0 if it was not. */
    private static int refusal(Throwable failure) {
        Throwable smtp = smtp(failure);
        int code = smtp instanceof SMTPAddressFailedException address ? address.getReturnCode()
            : smtp instanceof SMTPSendFailedException send ? send.getReturnCode()
            // that the hub may not send under its address says nothing about this mail: it can go once the server is set right
            : smtp instanceof SMTPSenderFailedException ? TEMPORARY : 0;
        return code >= TEMPORARY && code < 600 ? code : 0;
    }

    /** What says the status: behind a failed sending the answer for an address comes as the next exception, not as a cause. */
    private static Throwable smtp(Throwable failure) {
        Throwable found = null;
        for (Throwable one = failure; one != null; one = one instanceof MessagingException mail && mail.getNextException() != null ? mail.getNextException()
                : one.getCause()) {
            if (one instanceof SMTPAddressFailedException || one instanceof SMTPSendFailedException || one instanceof SMTPSenderFailedException) {
                found = one;
            } else if (!(one instanceof SendFailedException) && found != null) {
                return found;
            }
        }
        return found;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable one = failure; one != null; one = next(one)) {
            if (type.isInstance(one)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (next(root) != null) {
            root = next(root);
        }
        return root;
    }

    private static Throwable next(Throwable one) {
        Throwable next = one instanceof MessagingException mail && mail.getNextException() != null ? mail.getNextException() : one.getCause();
        return next == one ? null : next;
    }

    private static String words(Throwable failure) {
        String line = failure == null ? null : CleanText.line(failure.getMessage(), WORDS);
        return line == null ? String.valueOf(failure == null ? null : failure.getClass().getSimpleName()) : line;
    }
}
