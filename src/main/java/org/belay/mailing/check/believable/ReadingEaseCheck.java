package org.belay.mailing.check.believable;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.ReadingEase;

/** The texts use short, common words. */
public final class ReadingEaseCheck implements ContentCheck {
    private static final int MIN_WORDS = 40;
    private static final String HARD =
            "Organisational implementation of contractual confidentiality obligations necessitates immediate deinstallation.";

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "reading-ease",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "The reading ease of the texts is below 45 in English (206.835 − 1.015 × words per sentence − 84.6 × syllables"
                        + " per word; Flesch 1948) or below 35 in German (180 − words per sentence − 58.5 × syllables per word; Amstad"
                        + " 1978). Applies from 40 words. A newspaper has about 60, a contract 30.",
                Map.of(),
                Map.of(
                        "reason",
                        HARD,
                        "consequence",
                        HARD,
                        "exceptions",
                        HARD,
                        "steps",
                        HARD,
                        "now_true",
                        HARD,
                        "if_already_acted",
                        HARD,
                        "cause",
                        HARD));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return LanguageSentences.of(draft).stream()
                .filter(words -> words.averageWords() * words.sentences().size() >= MIN_WORDS)
                .flatMap(words -> ReadingEase.of(words.language(), words.sentences()).stream()
                        .filter(ease -> ease < minimum(words.language()))
                        .map(ease -> words.warning(
                                "reading-ease",
                                String.format(
                                        Locale.ROOT,
                                        "The text is hard to read: %.0f of 100; it should be %d or more.",
                                        ease,
                                        minimum(words.language())),
                                "Use shorter words and shorter sentences.")));
    }

    private static int minimum(String language) {
        return language.startsWith("de") ? 35 : 45;
    }
}
