package org.belay.lab.sandbox.mail;

import java.time.Instant;

/**
 * One mail in one mailbox, as the list shows it. The bytes are compressed: a mail of 15 KB takes 4.
 *
 * @param number from 1, in order of arrival
 * @param recipient the envelope recipient, which differs from To for shared content
 * @param thread root of the conversation: the same for a notice and its correction
 */
public record SandboxMail(
        long number,
        String recipient,
        MailKind kind,
        String subject,
        String messageId,
        String thread,
        Instant receivedAt,
        CompressedBytes source) {

    /** The kind of mail. */
    public enum MailKind {
        NOTICE,
        REMINDER,
        CORRECTION,
        /** Not from a mailing, such as the relay test. */
        OTHER
    }
}
