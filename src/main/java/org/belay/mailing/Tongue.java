package org.belay.mailing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which language a text is in, by the small words that every sentence has. */
final class Tongue {
    private static final int FEWEST = 8;
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

    private Tongue() {}

    private static Set<String> common(String words) {
        return Set.copyOf(List.of(words.split(" ")));
    }

    /** The language that a text is in, if it is certainly not the one that it is said to be. */
    static Optional<String> foreign(String text, String said) {
        String own = Locale.forLanguageTag(said).getLanguage();
        List<String> words = Prose.words(Prose.plain(text)).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        if (words.size() < FEWEST || !COMMON.containsKey(own)) return Optional.empty();
        long owns = count(words, own);
        return COMMON.keySet().stream()
                .filter(other -> !other.equals(own))
                .filter(other -> count(words, other) > owns + 1)
                .max((a, b) -> Long.compare(count(words, a), count(words, b)));
    }

    /** How many words of a text are common in one language and not in another; 0 for languages that are not known. */
    static long only(String text, String language, String other) {
        Set<String> common = COMMON.getOrDefault(Locale.forLanguageTag(language).getLanguage(), Set.of());
        Set<String> others = COMMON.getOrDefault(Locale.forLanguageTag(other).getLanguage(), common);
        return Prose.words(Prose.plain(text)).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> common.contains(word) && !others.contains(word))
                .count();
    }

    private static long count(List<String> words, String language) {
        return words.stream().filter(COMMON.get(language)::contains).count();
    }
}
