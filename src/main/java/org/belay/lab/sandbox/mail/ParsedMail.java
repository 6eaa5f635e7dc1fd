package org.belay.lab.sandbox.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A parsed mail: its two bodies, its headers, and its source. */
public record ParsedMail(String from, String to, String html, String text, List<HeaderLine> headers, String source) {

    /** A header field, unfolded. */
    public record HeaderLine(String name, String value) {}

    public static ParsedMail of(SandboxMail mail) {
        byte[] bytes = mail.source().plain();
        try {
            var message = new MimeMessage(null, new ByteArrayInputStream(bytes));
            return new ParsedMail(
                    decoded(message.getHeader("From", ", ")),
                    decoded(message.getHeader("To", ", ")),
                    textOf(message, "text/html"),
                    textOf(message, "text/plain"),
                    headers(message),
                    new String(bytes, StandardCharsets.UTF_8));
        } catch (MessagingException e) {
            throw new IllegalStateException("Mail " + mail.number() + " cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decoded(String header) throws IOException {
        return header == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(header));
    }

    private static String textOf(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return (String) part.getContent();
        }
        if (part.isMimeType("multipart/*")) {
            var all = (Multipart) part.getContent();
            for (int i = 0; i < all.getCount(); i++) {
                BodyPart inner = all.getBodyPart(i);
                String text = textOf(inner, type);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    private static List<HeaderLine> headers(MimeMessage message) throws MessagingException {
        var lines = new ArrayList<HeaderLine>();
        for (Header h : Collections.list(message.getAllHeaders())) {
            lines.add(new HeaderLine(h.getName(), MimeUtility.unfold(h.getValue())));
        }
        return List.copyOf(lines);
    }
}
