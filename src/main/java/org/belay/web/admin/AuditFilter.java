package org.belay.web.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.audit.AuditQuery;
import org.belay.platform.RequestRefused;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of the search form, as typed; an absent one is empty.
 *
 * @param from first day, in the viewer's zone
 * @param to last day
 * @param before cursor of an older page
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject,
        @Nullable String q,
        @Nullable String from,
        @Nullable String to,
        @Nullable Long before) {
    public AuditFilter {
        actor = typed(actor);
        action = typed(action);
        subject = typed(subject);
        q = typed(q);
        from = typed(from);
        to = typed(to);
    }

    AuditQuery query(ZoneId zone) {
        return new AuditQuery(
                typed(actor),
                typed(action),
                typed(subject),
                typed(q),
                day(typed(from)).map(day -> start(day, zone)),
                day(typed(to)).map(day -> start(day.plusDays(1), zone)),
                before == null ? Long.MAX_VALUE : before);
    }

    public boolean isEmpty() {
        return inputs().isEmpty();
    }

    /** Address of the page with older rows. */
    String link(long older) {
        Map<String, String> inputs = inputs();
        inputs.put("before", Long.toString(older));
        return "/audit?"
                + inputs.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** For the record of an export. */
    String inWords() {
        return inputs().entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    private Map<String, String> inputs() {
        var inputs = new LinkedHashMap<String, String>();
        inputs.put("actor", typed(actor));
        inputs.put("action", typed(action));
        inputs.put("subject", typed(subject));
        inputs.put("q", typed(q));
        inputs.put("from", typed(from));
        inputs.put("to", typed(to));
        inputs.values().removeIf(String::isEmpty);
        return inputs;
    }

    private static String typed(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException noDate) {
            throw new RequestRefused("\"" + text + "\" is not a day such as 2026-12-01. Nothing was searched.");
        }
    }

    /** PostgreSQL has no time beyond the year 294276. */
    private static Instant start(LocalDate day, ZoneId zone) {
        if (day.getYear() < 1970 || day.getYear() > 9999) {
            throw new RequestRefused("The day " + day + " is not in the years 1970 to 9999. Nothing was searched.");
        }
        return day.atStartOfDay(zone).toInstant();
    }
}
