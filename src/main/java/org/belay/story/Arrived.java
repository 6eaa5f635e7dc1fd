package org.belay.story;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import org.belay.sandbox.Mail;

/** What is kept of one mail that reached a mailbox; not its text, because 20,000 people get 28,000 mails. */
record Arrived(String recipient, Mail.Kind kind, String messageId) {

    static Arrived read(MimeMessage message, String recipient) throws MessagingException {
        String kind = Optional.ofNullable(message.getHeader("Belay-Kind", null))
                .orElse("")
                .strip();
        return new Arrived(
                recipient,
                switch (kind) {
                    case "notice" -> Mail.Kind.NOTICE;
                    case "correction" -> Mail.Kind.CORRECTION;
                    default -> Mail.Kind.OTHER;
                },
                Optional.ofNullable(message.getMessageID()).orElse(""));
    }
}
