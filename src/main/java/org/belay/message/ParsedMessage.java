package org.belay.message;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a message, parsed from its bytes as a mail program does; lines end with LF. Reviewers and checks get the texts from here,
 * so that they cannot differ from what is sent.
 */
public record ParsedMessage(String subject, String html, String text) {
    private static final @Nullable Session NO_SESSION = null;

    /** @throws IllegalArgumentException if the bytes are no message with a text and an HTML part */
    static ParsedMessage of(byte[] message) {
        try {
            var read = new MimeMessage(NO_SESSION, new ByteArrayInputStream(message));
            if (!(read.getContent() instanceof MimeMultipart parts) || parts.getCount() != 2) {
                throw new IllegalArgumentException("These bytes are not a message with a text and an HTML part.");
            }
            return new ParsedMessage(
                    Objects.requireNonNullElse(read.getSubject(), ""),
                    lines(parts.getBodyPart(1).getContent()),
                    lines(parts.getBodyPart(0).getContent()));
        } catch (MessagingException | IOException e) {
            throw new IllegalArgumentException("These bytes cannot be read as a message: " + e.getMessage(), e);
        }
    }

    private static String lines(Object body) {
        return String.valueOf(body).replace("\r\n", "\n");
    }
}
