package org.belay.message;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.address.EmailAddress;
import org.belay.placeholder.Placeholder;
import org.jspecify.annotations.Nullable;

/** Verifies a message: fills it with difficult values, parses it with Jakarta Mail, and compares the result with its source. */
final class ReadBackVerifier {
    private static final @Nullable Session NO_SESSION = null;
    private static final String DIFFICULT_VALUE = "Żoë =?O'Brien?= <b>&\"李雷\"\r\nBcc: x\u202e";
    private static final int MAX_LINE = 998; // RFC 5322 2.1.1, without CRLF

    private final MessageSpec letter;

    ReadBackVerifier(MessageSpec letter) {
        this.letter = letter;
    }

    void verify(MessageTemplate form) {
        RecipientValues example = new RecipientValues(
                DIFFICULT_VALUE,
                new EmailAddress("ann@example.org"),
                Instant.EPOCH,
                "<example@example.org>",
                "example",
                exampleAttributes());
        byte[] filled = form.fill(example);
        verifyLines(filled);
        try {
            checkMessage(new MimeMessage(NO_SESSION, new ByteArrayInputStream(filled)), example);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("The message cannot be read back: " + e.getMessage(), e);
        }
    }

    /** Verifies that lines are 7-bit, end with CRLF and have at most 998 bytes (RFC 5322 2.1.1, 2.3). */
    static void verifyLines(byte[] message) {
        int column = 0;
        for (int i = 0; i < message.length; i++) {
            byte b = message[i];
            boolean crlf = b == '\r' && i + 1 < message.length && message[i + 1] == '\n';
            if (crlf) {
                column = 0;
                i++;
            } else if (b == '\r' || b == '\n' || b <= 0 || ++column > MAX_LINE) {
                throw new IllegalStateException("The message violates RFC 5322 at byte " + i + ".");
            }
        }
    }

    private void checkMessage(MimeMessage read, RecipientValues example) throws MessagingException, IOException {
        requireSame(
                "subject",
                TextCleaner.clean(expected(letter.subject(), example, value -> value))
                        .strip(),
                Objects.requireNonNullElse(read.getSubject(), "").strip());
        var from = (InternetAddress) read.getFrom()[0];
        requireSame("sender", letter.from().address().text(), from.getAddress());
        requireSame("sender's name", TextCleaner.clean(letter.from().name()).strip(), name(from));
        var to = (InternetAddress) read.getAllRecipients()[0];
        requireSame(
                "recipient",
                letter.sharedTo()
                        .map(NamedAddress::address)
                        .orElse(example.toAddress())
                        .text(),
                to.getAddress());
        requireSame(
                "recipient's name",
                TextCleaner.clean(letter.sharedTo().map(NamedAddress::name).orElse(DIFFICULT_VALUE))
                        .strip(),
                name(to));
        requireSame("number of recipients", "1", "" + read.getAllRecipients().length);
        requireSame("headers", expectedHeaders().toString(), headers(read).toString());
        var parts = (MimeMultipart) read.getContent();
        requireSame(
                "text",
                lines(expected(letter.text(), example, value -> value)),
                parts.getBodyPart(0).getContent());
        requireSame(
                "HTML",
                lines(expected(letter.html(), example, HtmlValueEscaper::escape)),
                parts.getBodyPart(1).getContent());
    }

    private TreeSet<String> expectedHeaders() {
        var names = new TreeSet<>(List.of(
                "Auto-Submitted",
                "Belay-Delivery",
                "Content-Language",
                "Content-Type",
                "Date",
                "From",
                "MIME-Version",
                "Message-ID",
                "Subject",
                "Thread-Index",
                "Thread-Topic",
                "To",
                "X-Auto-Response-Suppress"));
        letter.replyTo().ifPresent(m -> names.add("Reply-To"));
        letter.inReplyTo().ifPresent(m -> names.add("In-Reply-To"));
        if (!letter.references().isEmpty()) {
            names.add("References");
        }
        names.addAll(letter.extraHeaders().keySet());
        return names;
    }

    private static TreeSet<String> headers(MimeMessage read) throws MessagingException {
        var names = new TreeSet<String>();
        for (Header header : Collections.list(read.getAllHeaders())) {
            names.add(names.contains(header.getName()) ? header.getName() + " twice" : header.getName());
        }
        return names;
    }

    private Map<String, String> exampleAttributes() {
        return Stream.of(letter.subject(), letter.text(), letter.html())
                .flatMap(Placeholder::in)
                .map(Placeholder::name)
                .distinct()
                .collect(Collectors.toMap(name -> name, name -> DIFFICULT_VALUE));
    }

    private static String expected(String source, RecipientValues blanks, UnaryOperator<String> escape) {
        return Placeholder.fill(
                source, placeholder -> escape.apply(TextCleaner.clean(placeholder.valueFrom(blanks.attributes()))));
    }

    /** A body as a mail program receives it: lines end with CRLF, no control characters except tabs. */
    private static String lines(String body) {
        var out = new StringBuilder();
        body.replace("\r\n", "\n").replace('\r', '\n').codePoints().forEach(c -> {
            if (c == '\n') {
                out.append("\r\n");
            } else {
                out.appendCodePoint(c == '\t' ? c : TextCleaner.clean(c));
            }
        });
        return out.toString();
    }

    private static String name(InternetAddress address) {
        return Objects.requireNonNullElse(address.getPersonal(), "");
    }

    private static void requireSame(String what, String written, Object read) {
        if (!written.equals(read)) {
            throw new IllegalStateException("The message's " + what + " differs after reading it back. Written: \""
                    + TextCleaner.clean(written) + "\". Read: \"" + TextCleaner.clean(String.valueOf(read)) + "\".");
        }
    }
}
