package org.belay.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Dates as people write them in fields and files: a local time, followed by its zone in brackets. */
public final class DateValue {
    private static final Pattern ZONED = Pattern.compile("^(?<time>[^\\[\\]]++)\\[(?<zone>[^\\[\\]]+)]");

    private DateValue() {}

    /**
     * Parses {@code 2026-12-04T18:00[Europe/Berlin]}; {@code zone} applies if the text has none.
     *
     * @throws DateTimeException with a message that completes the sentence "the deadline …"
     */
    public static ZonedDateTime moment(String text, ZoneId zone) {
        var parts = ZONED.matcher(text.strip());
        LocalDateTime local = local(parts.matches() ? parts.group("time") : text.strip());
        ZoneId itsZone = parts.matches() ? zone(parts.group("zone")) : zone;
        if (itsZone.getRules().getValidOffsets(local).isEmpty()) {
            throw new DateTimeException("does not exist: the clocks in " + itsZone + " skip " + local.toLocalTime()
                    + " on " + local.toLocalDate());
        }
        return local.atZone(itsZone);
    }

    /**
     * Parses {@code 2026-12-04}.
     *
     * @throws DateTimeException with a message that completes the sentence "the deadline …"
     */
    public static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new DateTimeException("must be a date like 2026-12-04");
        }
    }

    private static LocalDateTime local(String text) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw new DateTimeException("must be a date with a time like 2026-12-04T18:00[Europe/Berlin]");
        }
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id.strip());
        } catch (DateTimeException e) {
            throw new DateTimeException("names the unknown time zone \"" + id + "\": write one like Europe/Berlin");
        }
    }
}
