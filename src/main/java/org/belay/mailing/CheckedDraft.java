package org.belay.mailing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.template.DateValue;
import org.belay.template.Field;
import org.belay.template.FieldType;
import org.belay.template.TemplateVersion;
import org.belay.template.Values;
import org.belay.template.Variant;

/** What the checks look at. */
record CheckedDraft(
        TemplateVersion template,
        Values values,
        long people,
        List<Variant> notice,
        List<Variant> correction,
        Instant now) {

    /** Somebody's words for one field in one language. */
    record Entry(Field field, String language, String text) {}

    String text(Field field) {
        return values.texts().getOrDefault(field.name(), "").strip();
    }

    /** The words that an author wrote, in the order of the form; the draft's own language first. */
    Stream<Entry> entries() {
        Map<String, Map<String, String>> languages = new LinkedHashMap<>();
        languages.put(values.language(), values.texts());
        languages.putAll(values.translations());
        return template.fields().stream()
                .flatMap(field -> languages.entrySet().stream()
                        .map(one -> new Entry(
                                field,
                                one.getKey(),
                                one.getValue().getOrDefault(field.name(), "").strip()))
                        .filter(entry -> !entry.text().isEmpty()));
    }

    /** A date field's moment; a day counts to its end. Empty if there is none, or none that can be read. */
    Optional<ZonedDateTime> moment(Field field) {
        String text = text(field);
        try {
            if (text.isEmpty()) return Optional.empty();
            if (field.type() == FieldType.DATE_TIME) return Optional.of(DateValue.moment(text, values.zone()));
            if (field.type() != FieldType.DATE) return Optional.empty();
            return Optional.of(DateValue.date(text).atTime(LocalTime.MAX).atZone(values.zone()));
        } catch (DateTimeException e) {
            return Optional.empty(); // CheckFit says so
        }
    }

    Optional<ZonedDateTime> moment(String field) {
        return template.field(field).flatMap(this::moment);
    }
}
