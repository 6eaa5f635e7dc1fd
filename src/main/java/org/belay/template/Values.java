package org.belay.template;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
public record Values(
        String language,
        Map<String, String> texts,
        Map<String, Map<String, String>> translations,
        ZoneId zone,
        Letterhead letterhead,
        Optional<Withdrawn> withdrawn) {

    /**
     * The notice that a correction withdraws.
     *
     * @param subjects by language
     * @param when the notice starts; empty if it is not scheduled: {@link SendingTime} stands in its place
     */
    public record Withdrawn(Map<String, String> subjects, Optional<ZonedDateTime> when) {}

    public Values {
        texts = Map.copyOf(texts);
        translations = Map.copyOf(translations);
    }

    public static Values of(String language, Map<String, String> texts, ZoneId zone, Letterhead letterhead) {
        return new Values(language, texts, Map.of(), zone, letterhead, Optional.empty());
    }

    /** With values in another language. */
    public Values translated(String into, Map<String, String> words) {
        var all = new LinkedHashMap<>(translations);
        all.merge(into, words, Values::both);
        return new Values(language, texts, all, zone, letterhead, withdrawn);
    }

    /** With further fields: those of the correction. */
    public Values and(Map<String, String> more) {
        return new Values(language, both(texts, more), translations, zone, letterhead, withdrawn);
    }

    /** For the correction of a notice: adds the subjects of the withdrawn notice, by language. */
    public Values withdrawing(Compiled notice, Optional<ZonedDateTime> when) {
        Map<String, String> subjects = notice.variants().stream()
                .map(Variant::language)
                .distinct()
                .collect(Collectors.toMap(
                        offered -> offered,
                        offered -> Slots.withDefaults(notice.mostRead(offered).subject())));
        return new Values(language, texts, translations, zone, letterhead, Optional.of(new Withdrawn(subjects, when)));
    }

    /** Whether there are values in this language. */
    boolean offers(String wanted) {
        return wanted.equals(language)
                || translations.getOrDefault(wanted, Map.of()).values().stream().anyMatch(text -> !text.isBlank());
    }

    /** A field's value for readers of a language; empty if it has none. */
    String text(String field, String reader) {
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
