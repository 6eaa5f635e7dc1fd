package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** Each sentence is short enough to be read at once. */
final class CheckLongSentence implements Check {
    private static final int MAX_WORDS = 25;

    @Override
    public About about() {
        return new About(
                "sentence-long",
                Topic.BELIEVABLE,
                Severity.WARNING,
                "A sentence has more than 25 words. Each item of a list counts as one sentence.",
                Map.of("reason", "The app copies contacts to a server that we do not control."),
                Map.of(
                        "reason",
                        "After a long review, in which our colleagues of the departments for information security and"
                                + " for privacy as well as the works council took part over several weeks, we found that the app copies contacts to"
                                + " a server that we do not control."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.words()
                .flatMap(entry -> Prose.sentences(entry.text()).stream()
                        .filter(sentence -> Prose.words(sentence).size() > MAX_WORDS)
                        .limit(1)
                        .map(sentence -> Finding.warning(
                                        entry.name() + "-long-sentence",
                                        entry.name(),
                                        "A sentence in \"" + entry.label() + "\" has "
                                                + Prose.words(sentence).size() + " words: \"" + firstWords(sentence)
                                                + "…\".",
                                        "Split it: a sentence should have at most " + MAX_WORDS + " words.")
                                .about(entry)));
    }

    private static String firstWords(String sentence) {
        return String.join(" ", Prose.words(sentence).subList(0, 6));
    }
}
