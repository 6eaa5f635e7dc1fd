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

/**
 * The input of the checks.
 *
 * @param values the values of notice and correction, in all languages
 * @param readers the audience
 * @param notice the compiled notice in each language; a missing value is shown as a placeholder
 * @param correction the compiled correction in each language, in the same way
 * @param placeholders names of the person's attributes used in notice or correction
 * @param begins when sending is to start; {@code now} if the draft has no time, or one in the past
 */
record CheckedDraft(
        TemplateVersion template,
        Values values,
        Readers readers,
        List<Variant> notice,
        List<Variant> correction,
        List<String> placeholders,
        Links links,
        Instant now,
        Instant begins) {

    /**
     * The text of one field in one language.
     *
     * @param translation whether {@code language} differs from the draft's own language
     */
    record Entry(Field field, String language, boolean translation, String text) {
        String name() {
            return field.name();
        }

        String label() {
            return field.label();
        }
    }

    /** The field's text in the draft's own language, stripped; empty if there is none. */
    String text(Field field) {
        return values.texts().getOrDefault(field.name(), "").strip();
    }

    String text(String field) {
        return values.texts().getOrDefault(field, "").strip();
    }

    /** All texts that are not empty, in the order of the form; for each field the draft's own language first. */
    Stream<Entry> entries() {
        Map<String, Map<String, String>> languages = new LinkedHashMap<>();
        languages.put(values.language(), values.texts());
        languages.putAll(values.translations());
        return template.fields().stream()
                .flatMap(field -> languages.entrySet().stream()
                        .map(texts -> new Entry(
                                field,
                                texts.getKey(),
                                !texts.getKey().equals(values.language()),
                                texts.getValue().getOrDefault(field.name(), "").strip()))
                        .filter(entry -> !entry.text().isEmpty()));
    }

    /** Whether there is a mail in this language: it is the draft's own, or at least one text is written in it. */
    boolean writtenIn(String language) {
        return language.equals(values.language())
                || values.translations().getOrDefault(language, Map.of()).values().stream()
                        .anyMatch(text -> !text.isBlank());
    }

    /** The notice in a language; empty if there is none. */
    Optional<Variant> noticeIn(String language) {
        return notice.stream()
                .filter(variant -> variant.language().equals(language))
                .findFirst();
    }

    /** The texts of fields that are translated: no names, dates or addresses. */
    Stream<Entry> words() {
        return entries().filter(entry -> entry.field().translated());
    }

    Optional<ZonedDateTime> deadline() {
        return deadlineField().flatMap(this::moment);
    }

    /** The deadline field of the template; empty if it has none. */
    Optional<Field> deadlineField() {
        return Question.BY_WHEN.field(template);
    }

    /** The moment of a date field, for a day its end; empty if the field has no value, or one that cannot be parsed. */
    Optional<ZonedDateTime> moment(Field field) {
        String text = text(field);
        try {
            if (text.isEmpty()) return Optional.empty();
            if (field.type() == FieldType.DATE_TIME) return Optional.of(DateValue.moment(text, values.zone()));
            if (field.type() != FieldType.DATE) return Optional.empty();
            return Optional.of(DateValue.date(text).atTime(LocalTime.MAX).atZone(values.zone()));
        } catch (DateTimeException e) {
            return Optional.empty(); // CheckFit reports it
        }
    }

    Optional<ZonedDateTime> moment(String field) {
        return template.field(field).flatMap(this::moment);
    }

    /** The correction in the draft's own language, or the first one if there is none in it. */
    Optional<Variant> ownCorrection() {
        return own(correction);
    }

    Optional<Variant> ownNotice() {
        return own(notice);
    }

    private Optional<Variant> own(List<Variant> variants) {
        return variants.stream()
                .filter(variant -> variant.language().equals(values.language()))
                .findFirst()
                .or(() -> variants.stream().findFirst());
    }
}
