package org.belay.response.mailbox;

/** A mailbox cannot be read at the moment. The message is one or more sentences for an administrator, without a secret. */
final class MailboxProblem extends Exception {
    private static final long serialVersionUID = 1;

    MailboxProblem(String message) {
        super(message);
    }

    MailboxProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
