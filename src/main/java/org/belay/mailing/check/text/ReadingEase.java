package org.belay.mailing.check.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The reading ease of a text, from about 0 (very hard) to 100 (very easy), computed from the length of sentences and words. English uses the
 * formula of R. Flesch ("A new readability yardstick", Journal of Applied Psychology 32, 1948), German that of T. Amstad ("Wie verständlich
 * sind unsere Zeitungen?", Zürich 1978), which is adapted to longer words.
 */
public record ReadingEase(double constant, double sentence, double syllable, Pattern vowels) {
    private static final ReadingEase FLESCH = new ReadingEase(206.835, 1.015, 84.6, Pattern.compile("[aeiouy]+"));
    private static final ReadingEase AMSTAD =
            new ReadingEase(180, 1, 58.5, Pattern.compile("au|ei|eu|äu|ie|ai|aa|ee|oo|[aeiouyäöü]"));
    private static final Map<String, ReadingEase> BY_LANGUAGE = Map.of("en", FLESCH, "de", AMSTAD);

    /** The reading ease; empty for a language without a formula, or a text without words. */
    public static Optional<Double> of(String language, List<String> sentences) {
        ReadingEase formula = BY_LANGUAGE.get(Locale.forLanguageTag(language).getLanguage());
        return Optional.ofNullable(formula).flatMap(known -> known.of(sentences));
    }

    private Optional<Double> of(List<String> sentences) {
        List<String> words = sentences.stream()
                .flatMap(sentence -> MarkdownText.words(sentence).stream())
                // skip acronyms and numbers: their letters are no measure of reading ease
                .filter(word -> word.matches("\\p{L}++(?:['’-]\\p{L}++)*+") && !word.matches("\\p{Lu}{2,}"))
                .toList();
        if (words.isEmpty()) return Optional.empty();
        double syllables = words.stream().mapToInt(this::syllables).sum();
        return Optional.of(constant - sentence * words.size() / sentences.size() - syllable * syllables / words.size());
    }

    int syllables(String word) {
        String small = word.toLowerCase(Locale.ROOT);
        int count = (int) vowels.matcher(small).results().count();
        boolean silent = this == FLESCH && count > 1 && small.matches(".*[^aeiouyl]e|.*[^aeiouydt]ed");
        return Math.max(1, silent ? count - 1 : count);
    }

    static int syllables(String word, String language) {
        return Objects.requireNonNull(BY_LANGUAGE.get(language), language).syllables(word);
    }
}
