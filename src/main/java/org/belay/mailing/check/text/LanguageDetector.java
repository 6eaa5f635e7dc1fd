package org.belay.mailing.check.text;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Detects the language of a text by its most common words. */
public final class LanguageDetector {
    private static final int MIN_WORDS = 8;
    private static final Map<String, Set<String>> COMMON = new TreeMap<>(Map.of(
            "en",
            common(
                    "the be to of and a in that have it for not on with you do at this but by from they we or an will is are your"
                            + " can if"),
            "de",
            common(
                    "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat"
                            + " dass sie nach bei wenn"),
            "fr",
            common(
                    "le la les de des du et à un une est en que qui dans ce il pas pour sur se vous nous par au avec ne son plus ou"
                            + " votre"),
            "es",
            common(
                    "el la los las de que y en un una es se no por con para su al lo como más del usted si o este sus ya nos le"
                            + " está")));

    private LanguageDetector() {}

    private static Set<String> common(String words) {
        return Set.copyOf(List.of(words.split(" ")));
    }

    /** The language of a text, if it clearly differs from the declared one; empty otherwise, and for short texts. */
    public static Optional<String> otherLanguage(String text, String declared) {
        String own = Locale.forLanguageTag(declared).getLanguage();
        List<String> words = MarkdownText.words(MarkdownText.withoutMarkup(text)).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        Set<String> ownCommon = COMMON.get(own);
        if (words.size() < MIN_WORDS || ownCommon == null) return Optional.empty();
        long ownCount = count(words, ownCommon);
        return COMMON.entrySet().stream()
                .filter(other -> !other.getKey().equals(own))
                .filter(other -> count(words, other.getValue()) > ownCount + 1)
                .max(Comparator.comparingLong(other -> count(words, other.getValue())))
                .map(Map.Entry::getKey);
    }

    /** Number of words in a text that are common in {@code language} and not in {@code other}; 0 for unknown languages. */
    public static long countDistinctive(String text, String language, String other) {
        Set<String> common = COMMON.getOrDefault(Locale.forLanguageTag(language).getLanguage(), Set.of());
        Set<String> others = COMMON.getOrDefault(Locale.forLanguageTag(other).getLanguage(), common);
        return MarkdownText.words(MarkdownText.withoutMarkup(text)).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> common.contains(word) && !others.contains(word))
                .count();
    }

    private static long count(List<String> words, Set<String> common) {
        return words.stream().filter(common::contains).count();
    }
}
