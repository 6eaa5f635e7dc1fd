package org.belay.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.belay.address.EmailAddress;
import org.belay.placeholder.Placeholder;

/**
 * A complete message with placeholders. Composed once per variant (about a millisecond), filled once per recipient (microseconds).
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * MessageTemplate template = MessageTemplate.compose(spec);
 * byte[] message = template.fill(new RecipientValues("Ann Lee", ann, now, "<a1@example.org>", token, Map.of("givenName", "Ann")));
 * }</pre>
 */
public final class MessageTemplate {
    // RFC 5322 3.3: the offset is written +0000, because "GMT" is obsolete syntax
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final byte[] frozen;
    private final List<byte[]> literals = new ArrayList<>();
    private final List<MessagePlaceholder> placeholders = new ArrayList<>();
    private final boolean personal;

    private MessageTemplate(byte[] frozen) {
        this.frozen = frozen;
        splitAtPlaceholders();
        this.personal = placeholders.stream().anyMatch(MessagePlaceholder::isPersonal);
    }

    /**
     * Builds the message with Jakarta Mail, fills it with example values, and verifies what Jakarta Mail reads back.
     *
     * @throws IllegalArgumentException if the source is not valid: an incomplete placeholder, a placeholder in a header that must be the
     *     same for all recipients, or an additional header that is set here
     * @throws IllegalStateException if the message read back differs from its source
     */
    public static MessageTemplate compose(MessageSpec letter) {
        var form = new MessageTemplate(new MimeComposer(letter).bytes());
        new ReadBackVerifier(letter).verify(form);
        return form;
    }

    /**
     * Reads a template from its frozen bytes: {@code MessageTemplate.of(form.frozen())} equals {@code form} in all results.
     *
     * @throws IllegalArgumentException if a placeholder in the bytes has no end
     */
    public static MessageTemplate of(byte[] frozen) {
        return new MessageTemplate(frozen.clone());
    }

    /** The 7-bit message with marked placeholders: the bytes that are approved, stored and hashed. A copy. */
    public byte[] frozen() {
        return frozen.clone();
    }

    /** SHA-256 of {@link #frozen}, in 64 lower-case hexadecimal digits. */
    public String sha256() {
        return Sha256.of(frozen);
    }

    /** Whether the message contains values of its recipient. If not, one copy may be sent to many recipients. */
    public boolean isPersonal() {
        return personal;
    }

    /** Names of the recipient's attributes that the message uses, in order of first use. */
    public List<String> attributeNames() {
        return placeholders.stream()
                .map(MessagePlaceholder::value)
                .filter(value -> !value.name().isEmpty() && !value.isOfMailing())
                .map(Placeholder::name)
                .distinct()
                .toList();
    }

    /**
     * The template with the values of the mailing filled in, which are the same for all of its readers.
     *
     * @param values by the name of the placeholder, which begins with {@code mailing.}
     */
    public MessageTemplate filledForAll(UnaryOperator<String> values) {
        if (placeholders.stream().noneMatch(each -> each.value().isOfMailing())) return this;
        var out = new AsciiBuffer(frozen.length + 64);
        for (int i = 0; i < placeholders.size(); i++) {
            MessagePlaceholder placeholder = placeholders.get(i);
            String name = placeholder.value().name();
            out.put(literals.get(i));
            if (placeholder.value().isOfMailing()) {
                write(out, placeholder, Map.of(name, values.apply(name)));
            } else {
                out.putAscii(placeholder.notation());
            }
        }
        out.put(literals.get(placeholders.size()));
        return new MessageTemplate(out.toArray());
    }

    /** Approximate size of a filled message in bytes. */
    public int estimatedSize() {
        return frozen.length + 256;
    }

    /** The message for one recipient: 7-bit, lines end with CRLF, not dot-stuffed. */
    public byte[] fill(RecipientValues blanks) {
        var out = new AsciiBuffer(frozen.length + 512);
        for (int i = 0; i < placeholders.size(); i++) {
            out.put(literals.get(i));
            write(out, placeholders.get(i), blanks);
        }
        out.put(literals.get(placeholders.size()));
        return out.toArray();
    }

    /**
     * The message as a recipient with these attributes reads it: filled, then parsed with Jakarta Mail.
     *
     * @throws IllegalArgumentException if the frozen bytes were changed and are no valid message
     */
    public ParsedMessage read(Map<String, String> attributes) {
        return ParsedMessage.of(fill(new RecipientValues(
                "",
                new EmailAddress("reader@example.org"),
                Instant.EPOCH,
                "<reader@example.org>",
                "reader",
                attributes)));
    }

    private static void write(AsciiBuffer out, MessagePlaceholder placeholder, RecipientValues blanks) {
        switch (placeholder.position()) {
            case TO -> AddressHeader.write(out, blanks.toName(), blanks.toAddress(), "To: ".length());
            case DATE -> out.putAscii(date(blanks.date()));
            case MESSAGE_ID -> out.putAscii(blanks.messageId());
            case DELIVERY -> out.putAscii(blanks.deliveryToken());
            default -> write(out, placeholder, blanks.attributes());
        }
    }

    private static void write(AsciiBuffer out, MessagePlaceholder placeholder, Map<String, String> attributes) {
        String value = placeholder.value().valueFrom(attributes);
        switch (placeholder.position()) {
            case TEXT -> new QuotedPrintableWriter(out).value(value);
            case HTML -> new QuotedPrintableWriter(out).htmlValue(value);
            case SUBJECT -> {
                if (!value.isEmpty() && out.last() != ' ') { // only "Subject: " ends with a space
                    HeaderEncoder.fold(out);
                }
                HeaderEncoder.encodedWords(out, value);
            }
            default -> throw new IllegalStateException(placeholder.position() + " is no place of an attribute.");
        }
    }

    static String date(Instant at) {
        return DATE.format(at);
    }

    private void splitAtPlaceholders() {
        int from = 0;
        for (int i = 0; i < frozen.length; i++) {
            if (frozen[i] == MessagePlaceholder.OPEN) {
                int close = i + 1;
                while (close < frozen.length && frozen[close] != MessagePlaceholder.CLOSE) {
                    close++;
                }
                if (close == frozen.length) {
                    throw new IllegalArgumentException(
                            "These bytes are not a message template: the placeholder at byte " + i + " has no end.");
                }
                literals.add(Arrays.copyOfRange(frozen, from, i));
                placeholders.add(
                        MessagePlaceholder.read(new String(frozen, i + 1, close - i - 1, StandardCharsets.US_ASCII)));
                from = close + 1;
                i = close;
            }
        }
        literals.add(Arrays.copyOfRange(frozen, from, frozen.length));
    }
}
