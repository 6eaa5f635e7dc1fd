package org.belay.lab.sandbox.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A received mail, parsed as far as the list needs. */
record IncomingMail(
        String recipient,
        SandboxMail.MailKind kind,
        String subject,
        String messageId,
        String thread,
        Instant at,
        CompressedBytes source) {

    static IncomingMail read(MimeMessage message, String recipient, Instant at) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return new IncomingMail(
                recipient.toLowerCase(Locale.ROOT),
                kind(message),
                Optional.ofNullable(message.getSubject()).orElse("(no subject)"),
                Optional.ofNullable(message.getMessageID()).orElse(""),
                header(message, "In-Reply-To"),
                at,
                CompressedBytes.of(bytes.toByteArray()));
    }

    SandboxMail numbered(long number) {
        return new SandboxMail(number, recipient, kind, subject, messageId, thread, at, source);
    }

    private static SandboxMail.MailKind kind(MimeMessage message) throws MessagingException {
        return switch (header(message, "Belay-Kind").toLowerCase(Locale.ROOT)) {
            case "notice" -> SandboxMail.MailKind.NOTICE;
            case "reminder" -> SandboxMail.MailKind.REMINDER;
            case "correction" -> SandboxMail.MailKind.CORRECTION;
            default -> SandboxMail.MailKind.OTHER;
        };
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        String value = message.getHeader(name, null);
        return value == null ? "" : value.strip();
    }
}
