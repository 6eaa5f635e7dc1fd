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
    /** Paragraphs, lists and emphasis in Markdown. */
    LONG_TEXT("long-text"),
    /** {@code 2026-12-04} */
    DATE("date"),
    /** {@code 2026-12-04T18:00[Europe/Berlin]}; without a zone it is the mailing's. */
    DATE_TIME("date-time"),
    /** {@code https://…} */
    LINK("link"),
    /** {@code it-help@example.org} */
    EMAIL("e-mail");

    // Deliberately narrower than RFC 5321: what a help desk's address looks like, not what an address could be.
    private static final Pattern ADDRESS =
            Pattern.compile("[\\p{L}\\p{N}._%+'-]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");

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

    boolean isText() {
        return this == TEXT || this == LONG_TEXT;
    }

    /** What is wrong with a value, as a sentence that goes on after its label; empty if nothing is. */
    public Optional<String> problem(String value, ZoneId zone) {
        return switch (this) {
            case TEXT -> Optional.ofNullable(value.strip().contains("\n") ? "must be one line" : null);
            case LONG_TEXT -> Optional.empty();
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
