package org.belay.mailing.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.template.AuthoredValues;
import org.belay.template.DateValue;
import org.belay.template.FieldType;
import org.belay.template.MailVariant;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;

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
public record CheckInput(
        TemplateVersion template,
        AuthoredValues values,
        AudienceProfile audience,
        List<MailVariant> notice,
        List<MailVariant> correction,
        List<String> placeholders,
        LinkPolicy links,
        Instant now,
        Instant sendingStarts) {

    /**
     * The text of one field in one language.
     *
     * @param translation whether {@code language} differs from the draft's own language
     */
    public record FieldText(TemplateField field, String language, boolean translation, String text) {
        public String name() {
            return field.name();
        }

        public String label() {
            return field.label();
        }
    }

    /** The field's text in the draft's own language, stripped; empty if there is none. */
    public String text(TemplateField field) {
        return values.texts().getOrDefault(field.name(), "").strip();
    }

    public String text(String field) {
        return values.texts().getOrDefault(field, "").strip();
    }

    /** All texts that are not empty, in the order of the form; for each field the draft's own language first. */
    public Stream<FieldText> fieldTexts() {
        Map<String, Map<String, String>> languages = new LinkedHashMap<>();
        languages.put(values.language(), values.texts());
        languages.putAll(values.translations());
        return template.fields().stream()
                .flatMap(field -> languages.entrySet().stream()
                        .map(texts -> new FieldText(
                                field,
                                texts.getKey(),
                                !texts.getKey().equals(values.language()),
                                texts.getValue().getOrDefault(field.name(), "").strip()))
                        .filter(entry -> !entry.text().isEmpty()));
    }

    /** Whether there is a mail in this language: it is the draft's own, or at least one text is written in it. */
    public boolean isWrittenIn(String language) {
        return language.equals(values.language())
                || values.translations().getOrDefault(language, Map.of()).values().stream()
                        .anyMatch(text -> !text.isBlank());
    }

    /** The notice in a language; empty if there is none. */
    public Optional<MailVariant> noticeIn(String language) {
        return notice.stream()
                .filter(variant -> variant.language().equals(language))
                .findFirst();
    }

    /** The texts of fields that are translated: no names, dates or addresses. */
    public Stream<FieldText> translatableTexts() {
        return fieldTexts().filter(entry -> entry.field().translated());
    }

    public Optional<ZonedDateTime> deadline() {
        return deadlineField().flatMap(this::moment);
    }

    /** The deadline field of the template; empty if it has none. */
    public Optional<TemplateField> deadlineField() {
        return ReaderQuestion.BY_WHEN.field(template);
    }

    /** The moment of a date field, for a day its end; empty if the field has no value, or one that cannot be parsed. */
    public Optional<ZonedDateTime> moment(TemplateField field) {
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

    public Optional<ZonedDateTime> moment(String field) {
        return template.field(field).flatMap(this::moment);
    }

    /** The correction in the draft's own language, or the first one if there is none in it. */
    public Optional<MailVariant> ownCorrection() {
        return own(correction);
    }

    public Optional<MailVariant> ownNotice() {
        return own(notice);
    }

    private Optional<MailVariant> own(List<MailVariant> variants) {
        return variants.stream()
                .filter(variant -> variant.language().equals(values.language()))
                .findFirst()
                .or(() -> variants.stream().findFirst());
    }
}
