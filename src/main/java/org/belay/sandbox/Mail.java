package org.belay.sandbox;

import java.time.Instant;

/**
 * One mail in one mailbox, as the list shows it. Its bytes are kept packed: a mail of 15 KB takes 4.
 *
 * @param number counts from 1 in the order of arrival
 * @param recipient whom the envelope named, which for shared content is not what the To header says
 * @param thread the root of the conversation: the same for a notice and its correction
 */
public record Mail(
        long number,
        String recipient,
        Kind kind,
        String subject,
        String messageId,
        String thread,
        Instant receivedAt,
        PackedBytes source) {

    /** What it is to its reader. */
    public enum Kind {
        NOTICE,
        REMINDER,
        CORRECTION,
        /** Not sent by a mailing, such as the relay test. */
        OTHER
    }
}
