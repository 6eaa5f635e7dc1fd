package org.belay.template;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.belay.address.WrittenAddress;

/** The type of a field: the values it accepts, and the message for a value that it does not accept. */
public enum FieldType {
    /** One line of literal text. */
    TEXT("text"),
    /** Paragraphs, lists, bold text and links; all other characters are literal. */
    LONG_TEXT("long-text"),
    /** {@code 2026-12-04} */
    DATE("date"),
    /** {@code 2026-12-04T18:00[Europe/Berlin]}; without a zone, the time zone of the mailing applies. */
    DATE_TIME("date-time"),
    /** One of the options that the template declares. */
    CHOICE("choice"),
    /** {@code 2500} or {@code 12.5}; printed in the format of the reader's language. */
    NUMBER("number"),
    /** {@code https://…} */
    LINK("link"),
    /** {@code it-help@example.org} */
    EMAIL("e-mail"),
    /** Entries, one per line: the steps of an instruction, the names of apps. */
    LIST("list"),
    /** {@code yes} or {@code no}; empty means no. */
    YES_NO("yes-no");

    // narrower than RFC 5321: an address is printed as typed, and these characters mean themselves in a mailto: link
    private static final Pattern LINKABLE =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}._%+'-]{1,64}+@[\\p{L}\\p{M}\\p{N}.-]{1,255}+");

    private static final int MOST_ENTRIES = 100;

    private final String word;

    FieldType(String word) {
        this.word = word;
    }

    /** As written in template.yaml. */
    public String keyword() {
        return word;
    }

    public static Optional<FieldType> of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    public boolean isDate() {
        return this == DATE || this == DATE_TIME;
    }

    /** Whether its value is text that must be translated. */
    public boolean isText() {
        return this == TEXT || this == LONG_TEXT || this == LIST;
    }

    /** Most characters of a value. Limits the input of the parsers. */
    private int longest() {
        return switch (this) {
            case LONG_TEXT, LIST -> 20_000;
            case LINK -> 2_000;
            default -> 500;
        };
    }

    /** What is wrong with a value, as the end of a sentence that begins with the label; empty if the value is valid. */
    Optional<String> problem(String value, ZoneId zone) {
        if (value.length() > longest()) {
            return Optional.of(String.format(
                    Locale.ROOT, "must have at most %,d characters, and has %,d", longest(), value.length()));
        }
        return switch (this) {
            case TEXT -> Optional.ofNullable(value.strip().contains("\n") ? "must be one line" : null);
            case LONG_TEXT, CHOICE -> Optional.empty();
            case NUMBER ->
                Optional.ofNullable(NumberValue.isNumber(value) ? null : "must be a number like 2500 or 12.5");
            case YES_NO -> Optional.ofNullable(YesNoValue.isYesOrNo(value) ? null : "must be yes or no");
            case LIST ->
                Optional.ofNullable(
                        ListValue.entries(value).size() <= MOST_ENTRIES
                                ? null
                                : "must have at most " + MOST_ENTRIES + " entries");
            case DATE, DATE_TIME -> dateProblem(value, zone);
            case LINK ->
                Optional.ofNullable(isWebAddress(value.strip()) ? null : "must begin with https:// or http://");
            case EMAIL ->
                Optional.ofNullable(
                        LINKABLE.matcher(value.strip()).matches()
                                        && WrittenAddress.find(value.strip()).isPresent()
                                ? null
                                : "must be an e-mail address, name@example.org");
        };
    }

    private Optional<String> dateProblem(String value, ZoneId zone) {
        try {
            if (this == DATE) DateValue.date(value);
            else DateValue.moment(value, zone);
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static boolean isWebAddress(String value) {
        try {
            var address = URI.create(value);
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
