package io.serai.mail;

import io.serai.work.NotRetryable;

/** A mail server did not do what it was asked. Says which, and what to look at; never what a message holds. */
class MailFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MailFailedException(String message) {
        super(message);
    }

    /** It will never do it as it was asked. */
    static final class Refused extends MailFailedException implements NotRetryable {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
