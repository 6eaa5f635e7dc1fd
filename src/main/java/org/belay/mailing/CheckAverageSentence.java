package org.belay.mailing;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** On the whole the sentences are short. */
final class CheckAverageSentence implements Check {
    private static final int FEWEST = 3;
    private static final int MOST = 15;
    private static final String LONG =
            "When the review of all the apps was done in the autumn of this year, it was found that this app copies the contacts.";

    @Override
    public About about() {
        return new About(
                "sentence-average",
                Topic.BELIEVABLE,
                Severity.WARNING,
                "The sentences of one language, of the notice and the correction together, have more than 15 words on average. From 3"
                        + " sentences on.",
                Map.of(),
                Map.of(
                        "reason",
                        LONG,
                        "consequence",
                        LONG,
                        "exceptions",
                        LONG,
                        "steps",
                        LONG,
                        "now_true",
                        LONG,
                        "if_already_acted",
                        LONG,
                        "cause",
                        LONG));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return ByLanguage.of(draft).stream().flatMap(words -> {
            double average = words.averageWords();
            if (words.sentences().size() < FEWEST || average <= MOST) return Stream.empty();
            return Stream.of(words.warning(
                    "average-sentence",
                    String.format(
                            Locale.ROOT,
                            "The sentences have %.0f words on average; 15 can be read without effort.",
                            average),
                    "Divide the longest ones."));
        });
    }
}
