package org.belay.lab.story;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import org.belay.lab.sandbox.mail.SandboxMail;

/** What is kept of one mail that reached a mailbox; not its text, because 20,000 people get 28,000 mails. */
record ArrivedMail(String recipient, SandboxMail.MailKind kind, String messageId) {

    static ArrivedMail read(MimeMessage message, String recipient) throws MessagingException {
        String kind = Optional.ofNullable(message.getHeader("Belay-Kind", null))
                .orElse("")
                .strip();
        return new ArrivedMail(
                recipient,
                switch (kind) {
                    case "notice" -> SandboxMail.MailKind.NOTICE;
                    case "correction" -> SandboxMail.MailKind.CORRECTION;
                    default -> SandboxMail.MailKind.OTHER;
                },
                Optional.ofNullable(message.getMessageID()).orElse(""));
    }
}
