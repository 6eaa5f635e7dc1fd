package org.belay.mailing.model;

import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.template.TemplateVersion;

/**
 * The content of a mailing, as its author writes it.
 *
 * @param template key of the template
 * @param language BCP 47 tag of {@code values} and {@code correction}
 * @param values texts of the notice, by field name
 * @param translations translations of {@code values}, by language, then by field name
 * @param correction texts of the correction's own fields, by field name
 * @param correctionTranslations translations of {@code correction}, by language, then by field name
 * @param audience name of the audience
 * @param pace speed limit in people per minute; 0: as fast as the relay accepts mail
 * @param sendAt when sending is to start; empty: as soon as it is scheduled
 */
public record Draft(
        String template,
        String language,
        Map<String, String> values,
        Map<String, Map<String, String>> translations,
        Map<String, String> correction,
        Map<String, Map<String, String>> correctionTranslations,
        String audience,
        int pace,
        Optional<ZonedDateTime> sendAt) {

    public Draft {
        values = Map.copyOf(values);
        translations = Map.copyOf(translations);
        correction = Map.copyOf(correction);
        correctionTranslations = Map.copyOf(correctionTranslations);
    }

    /** Names of all fields with a text that is not blank, in any language. */
    public Set<String> filledFields() {
        return texts().filter(text -> !text.getValue().isBlank())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names of all fields, including empty ones. */
    public Set<String> fieldNames() {
        return texts().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Map.Entry<String, String>> texts() {
        return Stream.of(
                        Stream.of(values, correction),
                        Stream.of(translations, correctionTranslations)
                                .flatMap(byLanguage -> byLanguage.values().stream()))
                .flatMap(texts -> texts)
                .flatMap(texts -> texts.entrySet().stream());
    }

    /** With other values of the notice. */
    public Draft withValues(Map<String, String> texts, Map<String, Map<String, String>> inOtherLanguages) {
        return new Draft(
                template,
                language,
                texts,
                inOtherLanguages,
                correction,
                correctionTranslations,
                audience,
                pace,
                sendAt);
    }

    /** With other texts of the correction's own fields. */
    public Draft withCorrection(Map<String, String> texts, Map<String, Map<String, String>> inOtherLanguages) {
        return new Draft(template, language, values, translations, texts, inOtherLanguages, audience, pace, sendAt);
    }

    public Draft withSendAt(ZonedDateTime time) {
        return withSendAt(Optional.of(time));
    }

    public Draft withoutSendAt() {
        return withSendAt(Optional.empty());
    }

    private Draft withSendAt(Optional<ZonedDateTime> time) {
        return new Draft(
                template, language, values, translations, correction, correctionTranslations, audience, pace, time);
    }

    /** This draft without the values of fields that the template does not have. */
    public Draft knownTo(TemplateVersion version) {
        return new Draft(
                template,
                language,
                known(values, version),
                each(translations, version),
                known(correction, version),
                each(correctionTranslations, version),
                audience,
                pace,
                sendAt);
    }

    private static Map<String, Map<String, String>> each(
            Map<String, Map<String, String>> translations, TemplateVersion version) {
        return translations.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, texts -> known(texts.getValue(), version)));
    }

    private static Map<String, String> known(Map<String, String> texts, TemplateVersion version) {
        return texts.entrySet().stream()
                .filter(text -> version.field(text.getKey()).isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
