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

/**
 * A finished message with slots. Composed once per variant (about a millisecond), filled once per person (microseconds).
 * Immutable; may be used by many threads.
 *
 * <pre>{@code
 * Form form = Form.compose(letter);
 * byte[] eml = form.fill(new Blanks("Ann Lee", "ann@example.org", now, "<a1@example.org>", token, Map.of("givenName", "Ann")));
 * }</pre>
 */
public final class Form {
    // RFC 5322 3.3; the offset is written as +0000, since "GMT" is the obsolete form
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final byte[] frozen;
    private final List<byte[]> literals = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final boolean personal;

    private Form(byte[] frozen) {
        this.frozen = frozen;
        cut();
        this.personal = slots.stream().anyMatch(s -> s.place().isPersons());
    }

    /**
     * Builds the message with Jakarta Mail, fills it for an example person, and reads that back with Jakarta Mail.
     *
     * @throws IllegalArgumentException where the letter cannot be a message: a half slot, a slot in a header that must be the
     *     same for everybody, a further header that the form writes itself
     * @throws IllegalStateException where what is read back is not what was written; such a form must not be used
     */
    public static Form compose(Letter letter) {
        var pieces = LetterPieces.of(letter);
        var form = new Form(new Composition(letter, pieces).bytes());
        new ReadBack(letter, pieces).check(form);
        return form;
    }

    /**
     * The form that these bytes are: {@code Form.of(form.frozen())} is the same form.
     *
     * @throws IllegalArgumentException where the bytes are not a form's
     */
    public static Form of(byte[] frozen) {
        return new Form(frozen.clone());
    }

    /** The 7-bit message with marks where slots are: what is approved, stored and hashed. */
    public byte[] frozen() {
        return frozen.clone();
    }

    /** SHA-256 of {@link #frozen}, 64 lower-case hex digits: every byte but what goes into the slots. */
    public String sha256() {
        return Sha256.of(frozen);
    }

    /** Whether each person needs a copy of their own; if not, one copy may go to many (shared content). */
    public boolean personal() {
        return personal;
    }

    /** The attributes of a person whose values stand somewhere in it, in their order. */
    public List<String> attributes() {
        return slots.stream()
                .map(Slot::attribute)
                .filter(attribute -> !attribute.isEmpty())
                .distinct()
                .toList();
    }

    /** About as many bytes as a filled message has; a name more or less does not matter where it is asked. */
    public int size() {
        return frozen.length + 256;
    }

    /** One person's message: CRLF lines, 7-bit, not dot-stuffed. */
    public byte[] fill(Blanks blanks) {
        var out = new Bytes(frozen.length + 512);
        for (int i = 0; i < slots.size(); i++) {
            out.put(literals.get(i));
            write(out, slots.get(i), blanks);
        }
        out.put(literals.get(slots.size()));
        return out.toArray();
    }

    /**
     * What a person with these attributes reads: the filled message, read back with Jakarta Mail.
     *
     * @throws IllegalArgumentException where the frozen bytes were changed and are no message any more
     */
    public ReadMail read(Map<String, String> attributes) {
        return ReadMail.of(fill(
                new Blanks("", "reader@example.org", Instant.EPOCH, "<reader@example.org>", "reader", attributes)));
    }

    private static void write(Bytes out, Slot slot, Blanks blanks) {
        switch (slot.place()) {
            case TO -> MailboxHeader.write(out, blanks.toName(), blanks.toAddress(), "To: ".length());
            case DATE -> out.ascii(date(blanks.date()));
            case MESSAGE_ID -> out.ascii(blanks.messageId());
            case DELIVERY -> out.ascii(blanks.deliveryToken());
            case TEXT -> new QuotedPrintable(out).value(slot.valueFrom(blanks.attributes()));
            case HTML -> new QuotedPrintable(out).htmlValue(slot.valueFrom(blanks.attributes()));
            case SUBJECT -> {
                String value = slot.valueFrom(blanks.attributes());
                if (!value.isEmpty() && out.last() != ' ') { // nothing but "Subject: " ends in a space
                    HeaderText.fold(out);
                }
                HeaderText.encodedWords(out, value);
            }
        }
    }

    static String date(Instant at) {
        return DATE.format(at);
    }

    private void cut() {
        int from = 0;
        for (int i = 0; i < frozen.length; i++) {
            if (frozen[i] == Marks.OPEN) {
                int close = i + 1;
                while (close < frozen.length && frozen[close] != Marks.CLOSE) {
                    close++;
                }
                if (close == frozen.length) {
                    throw new IllegalArgumentException(
                            "These bytes are not a form's: a slot at byte " + i + " has no end.");
                }
                literals.add(Arrays.copyOfRange(frozen, from, i));
                slots.add(Marks.read(new String(frozen, i + 1, close - i - 1, StandardCharsets.US_ASCII)));
                from = close + 1;
                i = close;
            }
        }
        literals.add(Arrays.copyOfRange(frozen, from, frozen.length));
    }
}
