package org.belay.mailing;

import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

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

    Draft at(ZonedDateTime time) {
        return new Draft(
                template,
                language,
                values,
                translations,
                correction,
                correctionTranslations,
                audience,
                pace,
                Optional.of(time));
    }
}
