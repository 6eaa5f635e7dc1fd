package org.belay.template;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.placeholder.Placeholder;
import org.belay.template.render.SendingTime;

/**
 * The values that an author filled in for one mailing.
 *
 * @param language of {@code texts}
 * @param texts by field
 * @param translations by language, then by field. A language without any value is not offered: its readers get the whole mail in the
 *     template's first language, not a mail in two languages
 * @param zone of dates without a zone
 * @param withdrawn the notice that a correction withdraws; empty for notices and drafts
 */
public record AuthoredValues(
        String language,
        Map<String, String> texts,
        Map<String, Map<String, String>> translations,
        ZoneId zone,
        Letterhead letterhead,
        Optional<WithdrawnNotice> withdrawn) {

    /**
     * The notice that a correction withdraws.
     *
     * @param subjects by language
     * @param when the notice starts; empty if it is not scheduled: {@link SendingTime} takes its place
     */
    public record WithdrawnNotice(Map<String, String> subjects, Optional<ZonedDateTime> when) {}

    public AuthoredValues {
        texts = Map.copyOf(texts);
        translations = Map.copyOf(translations);
    }

    public static AuthoredValues of(String language, Map<String, String> texts, ZoneId zone, Letterhead letterhead) {
        return new AuthoredValues(language, texts, Map.of(), zone, letterhead, Optional.empty());
    }

    /** With values in another language. */
    public AuthoredValues withTranslation(String into, Map<String, String> words) {
        var all = new LinkedHashMap<>(translations);
        all.merge(into, words, AuthoredValues::both);
        return new AuthoredValues(language, texts, all, zone, letterhead, withdrawn);
    }

    /** With further fields: those of the correction. */
    public AuthoredValues withFields(Map<String, String> more) {
        return new AuthoredValues(language, both(texts, more), translations, zone, letterhead, withdrawn);
    }

    /** For the correction of a notice: adds the subjects of the withdrawn notice, by language. */
    public AuthoredValues forCorrectionOf(CompiledPart notice, Optional<ZonedDateTime> when) {
        Map<String, String> subjects = notice.variants().stream()
                .map(MailVariant::language)
                .distinct()
                .collect(Collectors.toMap(
                        offered -> offered,
                        offered -> Placeholder.withDefaults(
                                notice.largestVariant(offered).subject())));
        return new AuthoredValues(
                language, texts, translations, zone, letterhead, Optional.of(new WithdrawnNotice(subjects, when)));
    }

    /** Whether there are values in this language. */
    public boolean hasLanguage(String wanted) {
        return wanted.equals(language)
                || translations.getOrDefault(wanted, Map.of()).values().stream().anyMatch(text -> !text.isBlank());
    }

    /** A field's value for readers of a language; empty if it has none. */
    public String text(String field, String reader) {
        String own = reader.equals(language)
                ? ""
                : translations.getOrDefault(reader, Map.of()).getOrDefault(field, "");
        return own.isBlank() ? texts.getOrDefault(field, "").strip() : own.strip();
    }

    private static Map<String, String> both(Map<String, String> some, Map<String, String> more) {
        var all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }
}
