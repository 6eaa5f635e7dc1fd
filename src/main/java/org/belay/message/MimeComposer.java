package org.belay.message;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.belay.placeholder.Placeholder;
import org.belay.placeholder.TextPiece;
import org.jspecify.annotations.Nullable;

/** Builds the message with Jakarta Mail: headers with marked placeholders, and two parts that are already encoded. */
final class MimeComposer {
    private static final @Nullable Session NO_SESSION = null;

    private final MessageSpec letter;

    MimeComposer(MessageSpec letter) {
        this.letter = letter;
    }

    byte[] bytes() {
        byte[] text = body(letter.text(), MessagePlaceholder.PlaceholderPosition.TEXT);
        byte[] html = body(letter.html(), MessagePlaceholder.PlaceholderPosition.HTML);
        try {
            var message = new UnsavedMessage();
            headers(message);
            message.setContent(new Alternatives(
                    // "=_" cannot occur in quoted-printable, so no body can contain the boundary (RFC 2045 6.7)
                    "=_belay_" + Sha256.of(text, html).substring(0, 32),
                    part("text/plain", text),
                    part("text/html", html)));
            var out = new ByteArrayOutputStream();
            message.writeTo(out);
            return out.toByteArray();
        } catch (MessagingException | IOException e) {
            throw new IllegalArgumentException("Jakarta Mail cannot build this message: " + e.getMessage(), e);
        }
    }

    private void headers(MimeMessage message) throws MessagingException {
        message.setHeader("Date", mark(MessagePlaceholder.PlaceholderPosition.DATE));
        message.setHeader("Message-ID", mark(MessagePlaceholder.PlaceholderPosition.MESSAGE_ID));
        message.setHeader("From", AddressHeader.of(letter.from(), 6));
        if (letter.replyTo().isPresent()) {
            message.setHeader("Reply-To", AddressHeader.of(letter.replyTo().get(), 10));
        }
        message.setHeader(
                "To",
                letter.sharedTo()
                        .map(m -> AddressHeader.of(m, 4))
                        .orElse(mark(MessagePlaceholder.PlaceholderPosition.TO)));
        message.setHeader("Subject", subject());
        if (letter.inReplyTo().isPresent()) {
            message.setHeader("In-Reply-To", letter.inReplyTo().get());
        }
        if (!letter.references().isEmpty()) {
            message.setHeader("References", String.join("\r\n ", letter.references()));
        }
        message.setHeader("Thread-Topic", unstructured("Thread-Topic", letter.threadTopic()));
        message.setHeader("Thread-Index", letter.threadIndex());
        message.setHeader("Content-Language", unstructured("Content-Language", letter.language()));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834 5
        // read by Exchange; not "All", which would suppress bounces too
        message.setHeader("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply");
        message.setHeader("Belay-Delivery", mark(MessagePlaceholder.PlaceholderPosition.DELIVERY));
        for (var more : letter.extraHeaders().entrySet()) {
            if (!more.getKey().matches("[A-Za-z0-9-]{1,60}") || message.getHeader(more.getKey()) != null) {
                throw new IllegalArgumentException(
                        "\"" + TextCleaner.clean(more.getKey()) + "\" cannot be an additional header.");
            }
            message.setHeader(more.getKey(), unstructured(more.getKey(), more.getValue()));
        }
    }

    private String subject() {
        if (Placeholder.in(letter.subject()).findAny().isEmpty()) {
            return HeaderEncoder.unstructured(letter.subject(), "Subject: ".length());
        }
        var out = new AsciiBuffer(256);
        for (TextPiece piece : TextPiece.split(letter.subject())) {
            if (piece instanceof Placeholder placeholder) {
                // the value adds its own fold when it is filled in: a fold here would leave a blank line for an empty
                // value
                out.putAscii(mark(MessagePlaceholder.PlaceholderPosition.SUBJECT, placeholder));
            } else if (piece instanceof TextPiece.FixedText words) {
                if (out.length() > 0) {
                    HeaderEncoder.fold(out);
                }
                HeaderEncoder.encodedWords(out, words.text());
            }
        }
        return out.toString();
    }

    private static String unstructured(String name, String value) {
        if (Placeholder.in(value).findAny().isPresent()) {
            throw new IllegalArgumentException(name + " has a placeholder; it must be the same for all recipients.");
        }
        return HeaderEncoder.unstructured(value, name.length() + 2);
    }

    private static byte[] body(String source, MessagePlaceholder.PlaceholderPosition position) {
        var out = new AsciiBuffer(8192);
        boolean afterPlaceholder = false;
        for (TextPiece piece : TextPiece.split(source)) {
            if (afterPlaceholder) {
                softBreak(out);
            }
            if (piece instanceof Placeholder placeholder) {
                if (!afterPlaceholder && out.length() > 0) {
                    softBreak(out);
                }
                out.putAscii(mark(position, placeholder));
            } else if (piece instanceof TextPiece.FixedText words) {
                new QuotedPrintableWriter(out).words(words.text());
            }
            afterPlaceholder = piece instanceof Placeholder;
        }
        return out.toArray();
    }

    private static void softBreak(AsciiBuffer out) {
        out.put('=');
        out.newLine();
    }

    private static String mark(MessagePlaceholder.PlaceholderPosition position) {
        return MessagePlaceholder.header(position).notation();
    }

    private static String mark(MessagePlaceholder.PlaceholderPosition position, Placeholder placeholder) {
        return new MessagePlaceholder(position, placeholder).notation();
    }

    /** A part with encoded bytes, which Jakarta Mail writes unchanged. */
    private static MimeBodyPart part(String type, byte[] encoded) throws MessagingException {
        var headers = new InternetHeaders();
        headers.setHeader("Content-Type", type + "; charset=UTF-8");
        headers.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return new MimeBodyPart(headers, encoded);
    }

    private static final class Alternatives extends MimeMultipart {
        Alternatives(String boundary, MimeBodyPart... worstToBest) throws MessagingException {
            super("alternative", worstToBest);
            contentType = "multipart/alternative;\r\n boundary=\"" + boundary + "\"";
        }
    }

    private static final class UnsavedMessage extends MimeMessage {
        UnsavedMessage() {
            super(NO_SESSION);
        }

        @Override
        protected void updateMessageID() {
            // the Message-ID is a placeholder; Jakarta Mail would set one with this host's name
        }
    }
}
