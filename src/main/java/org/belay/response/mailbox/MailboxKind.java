package org.belay.response.mailbox;

/** How Belay reads bounces by itself. */
public enum MailboxKind {
    IMAP,
    MAILDIR,
    LMTP
}
