package org.belay.mailing.check.believable;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** The sentences are short on average. */
public final class AverageSentenceCheck implements ContentCheck {
    private static final int MIN_SENTENCES = 3;
    private static final int MAX_AVERAGE = 15;
    private static final String LONG =
            "When the review of all the apps was done in the autumn of this year, it was found that this app copies the contacts.";

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "sentence-average",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "The sentences of one language have more than 15 words on average, notice and correction together. Applies from 3"
                        + " sentences.",
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
    public Stream<CheckFinding> findings(CheckInput draft) {
        return LanguageSentences.of(draft).stream().flatMap(words -> {
            double average = words.averageWords();
            if (words.sentences().size() < MIN_SENTENCES || average <= MAX_AVERAGE) return Stream.empty();
            return Stream.of(words.warning(
                    "average-sentence",
                    String.format(
                            Locale.ROOT,
                            "The sentences have %.0f words on average; up to 15 are easy to read.",
                            average),
                    "Split the longest sentences."));
        });
    }
}
