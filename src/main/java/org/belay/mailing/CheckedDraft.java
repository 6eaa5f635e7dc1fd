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
 * What the checks look at.
 *
 * @param values the notice's and the correction's, in every language
 * @param readers who will get it
 * @param notice compiled for preview, in each language: what is missing may be missing
 * @param correction likewise
 * @param placeholders the attributes of a person that stand in one of them
 * @param begins when it is meant to go out; now if that was not said
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
     * Somebody's words for one field in one language.
     *
     * @param translation whether they are in another than the draft's own
     */
    record Entry(Field field, String language, boolean translation, String text) {
        String name() {
            return field.name();
        }

        String label() {
            return field.label();
        }
    }

    String text(Field field) {
        return values.texts().getOrDefault(field.name(), "").strip();
    }

    String text(String field) {
        return values.texts().getOrDefault(field, "").strip();
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
                                !one.getKey().equals(values.language()),
                                one.getValue().getOrDefault(field.name(), "").strip()))
                        .filter(entry -> !entry.text().isEmpty()));
    }

    /** Whether a mail in this language is made: the draft's own, or one in which something was written. */
    boolean writtenIn(String language) {
        return language.equals(values.language())
                || values.translations().getOrDefault(language, Map.of()).values().stream()
                        .anyMatch(text -> !text.isBlank());
    }

    /** The notice in a language, if it is made in that. */
    Optional<Variant> noticeIn(String language) {
        return notice.stream()
                .filter(variant -> variant.language().equals(language))
                .findFirst();
    }

    /** The words among them: no names, dates or addresses. */
    Stream<Entry> words() {
        return entries().filter(entry -> entry.field().translated());
    }

    Optional<ZonedDateTime> deadline() {
        return deadlineField().flatMap(this::moment);
    }

    /** The field by which something has to be done. */
    Optional<Field> deadlineField() {
        return Question.BY_WHEN.field(template);
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

    /** The correction in the draft's own language; the others are made of the same. */
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
