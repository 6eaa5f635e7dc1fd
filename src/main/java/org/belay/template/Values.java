package org.belay.template;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an author filled in for one mailing.
 *
 * @param language of {@code texts}
 * @param texts by field
 * @param translations by language, then by field. A language in which nothing was written is not offered: its readers
 *     get the whole mail in the template's first language rather than one with foreign sentences in it
 * @param zone of dates without a zone
 * @param withdrawn the mail that a correction takes back; empty for notices, and while drafting
 */
public record Values(
        String language,
        Map<String, String> texts,
        Map<String, Map<String, String>> translations,
        ZoneId zone,
        Letterhead letterhead,
        Optional<Withdrawn> withdrawn) {

    /**
     * The mail that is taken back.
     *
     * @param subjects by language
     * @param when it began to go out; empty if that is not known yet
     */
    public record Withdrawn(Map<String, String> subjects, Optional<ZonedDateTime> when) {}

    public Values {
        texts = Map.copyOf(texts);
        translations = Map.copyOf(translations);
    }

    public static Values of(String language, Map<String, String> texts, ZoneId zone, Letterhead letterhead) {
        return new Values(language, texts, Map.of(), zone, letterhead, Optional.empty());
    }

    /** With the same words in another language. */
    public Values translated(String into, Map<String, String> words) {
        var all = new LinkedHashMap<>(translations);
        all.merge(into, words, Values::both);
        return new Values(language, texts, all, zone, letterhead, withdrawn);
    }

    /** With the correction's own fields beside the notice's. */
    public Values and(Map<String, String> more) {
        return new Values(language, both(texts, more), translations, zone, letterhead, withdrawn);
    }

    /** For the correction of a notice: names what is withdrawn, to each reader in the language of the notice. */
    public Values withdrawing(Compiled notice, Optional<ZonedDateTime> when) {
        Map<String, String> subjects = notice.variants().stream()
                .map(Variant::language)
                .distinct()
                .collect(Collectors.toMap(
                        offered -> offered,
                        offered -> Slots.withDefaults(notice.mostRead(offered).subject())));
        return new Values(language, texts, translations, zone, letterhead, Optional.of(new Withdrawn(subjects, when)));
    }

    /** Whether a mail in this language can be made of it. */
    boolean offers(String wanted) {
        return wanted.equals(language)
                || translations.getOrDefault(wanted, Map.of()).values().stream().anyMatch(text -> !text.isBlank());
    }

    /** A field's value as a reader of a language gets it; empty if nobody filled it in. */
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
