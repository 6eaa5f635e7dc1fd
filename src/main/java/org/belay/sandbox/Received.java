package org.belay.sandbox;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A received mail, parsed as far as the list needs. */
record Received(
        String recipient,
        Mail.Kind kind,
        String subject,
        String messageId,
        String thread,
        Instant at,
        PackedBytes source) {

    static Received read(MimeMessage message, String recipient, Instant at) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return new Received(
                recipient.toLowerCase(Locale.ROOT),
                kind(message),
                Optional.ofNullable(message.getSubject()).orElse("(no subject)"),
                Optional.ofNullable(message.getMessageID()).orElse(""),
                header(message, "In-Reply-To"),
                at,
                PackedBytes.of(bytes.toByteArray()));
    }

    Mail numbered(long number) {
        return new Mail(number, recipient, kind, subject, messageId, thread, at, source);
    }

    private static Mail.Kind kind(MimeMessage message) throws MessagingException {
        return switch (header(message, "Belay-Kind").toLowerCase(Locale.ROOT)) {
            case "notice" -> Mail.Kind.NOTICE;
            case "reminder" -> Mail.Kind.REMINDER;
            case "correction" -> Mail.Kind.CORRECTION;
            default -> Mail.Kind.OTHER;
        };
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        String value = message.getHeader(name, null);
        return value == null ? "" : value.strip();
    }
}
