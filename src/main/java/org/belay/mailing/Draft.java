package org.belay.mailing;

import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.template.TemplateVersion;

/**
 * What an author writes.
 *
 * @param template its key
 * @param language of {@code values} and {@code correction}
 * @param values the notice's fields by name
 * @param translations the same by language, then by field
 * @param correction the correction's own fields by name
 * @param correctionTranslations the same by language, then by field
 * @param audience its name
 * @param pace people per minute; 0: as fast as the relay takes them
 * @param sendAt when it shall start; empty: when it is scheduled
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

    /** The names of all fields that say something, in whatever language. */
    Set<String> filled() {
        return texts().filter(text -> !text.getValue().isBlank())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all fields, also of those that are empty. */
    Set<String> names() {
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

    Draft at(ZonedDateTime time) {
        return at(Optional.of(time));
    }

    Draft atAnyTime() {
        return at(Optional.empty());
    }

    private Draft at(Optional<ZonedDateTime> time) {
        return new Draft(
                template, language, values, translations, correction, correctionTranslations, audience, pace, time);
    }

    /** Without what the template has no field for. */
    Draft of(TemplateVersion version) {
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
