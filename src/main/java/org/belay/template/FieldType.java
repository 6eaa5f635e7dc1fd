package org.belay.template;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a field may hold, and how it is told to an author who wrote something else. */
public enum FieldType {
    /** One line, taken literally. */
    TEXT("text"),
    /** Paragraphs, lists, bold words and links; every other sign is text. */
    LONG_TEXT("long-text"),
    /** {@code 2026-12-04} */
    DATE("date"),
    /** {@code 2026-12-04T18:00[Europe/Berlin]}; without a zone it is the mailing's. */
    DATE_TIME("date-time"),
    /** One of the answers that the template names. */
    CHOICE("choice"),
    /** {@code 2500} or {@code 12.5}; written out as readers of a language expect it. */
    NUMBER("number"),
    /** {@code https://…} */
    LINK("link"),
    /** {@code it-help@example.org} */
    EMAIL("e-mail"),
    /** Entries, one a line: the steps of an instruction, the names of apps. */
    LIST("list"),
    /** {@code yes} or {@code no}; nothing means no. */
    YES_NO("yes-no");

    // Deliberately narrower than RFC 5321: what a help desk's address looks like, not what an address could be.
    private static final Pattern ADDRESS =
            Pattern.compile("[\\p{L}\\p{N}._%+'-]{1,64}@[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)++");

    private static final int MOST_ENTRIES = 100;

    private final String word;

    FieldType(String word) {
        this.word = word;
    }

    /** As written in template.yaml. */
    public String word() {
        return word;
    }

    static Optional<FieldType> of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    boolean isDate() {
        return this == DATE || this == DATE_TIME;
    }

    /** Whether it holds words of the author. */
    public boolean isText() {
        return this == TEXT || this == LONG_TEXT || this == LIST;
    }

    /** The most characters that a value of it may have: what no mail needs must not reach a parser. */
    private int longest() {
        return switch (this) {
            case LONG_TEXT, LIST -> 20_000;
            case LINK -> 2_000;
            default -> 500;
        };
    }

    /** What is wrong with a value, as a sentence that goes on after its label; empty if nothing is. */
    Optional<String> problem(String value, ZoneId zone) {
        if (value.length() > longest()) {
            return Optional.of(String.format(
                    Locale.ROOT, "must have at most %,d characters, and has %,d", longest(), value.length()));
        }
        return switch (this) {
            case TEXT -> Optional.ofNullable(value.strip().contains("\n") ? "must be one line" : null);
            case LONG_TEXT, CHOICE -> Optional.empty();
            case NUMBER -> Optional.ofNullable(NumberValue.isOne(value) ? null : "must be a number like 2500 or 12.5");
            case YES_NO -> Optional.ofNullable(YesNo.isOne(value) ? null : "must be yes or no");
            case LIST ->
                Optional.ofNullable(
                        ListValue.of(value).size() <= MOST_ENTRIES
                                ? null
                                : "must have at most " + MOST_ENTRIES + " entries");
            case DATE, DATE_TIME -> dateProblem(value, zone);
            case LINK ->
                Optional.ofNullable(isWebAddress(value.strip()) ? null : "must begin with https:// or http://");
            case EMAIL ->
                Optional.ofNullable(
                        ADDRESS.matcher(value.strip()).matches()
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
            return Optional.of(e.getMessage());
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
