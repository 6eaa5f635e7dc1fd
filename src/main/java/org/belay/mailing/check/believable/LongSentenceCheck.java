package org.belay.mailing.check.believable;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.MarkdownText;

/** Each sentence is short enough to be read at once. */
public final class LongSentenceCheck implements ContentCheck {
    private static final int MAX_WORDS = 25;

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "sentence-long",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "A sentence has more than 25 words. Each item of a list counts as one sentence.",
                Map.of("reason", "The app copies contacts to a server that we do not control."),
                Map.of(
                        "reason",
                        "After a long review, in which our colleagues of the departments for information security and"
                                + " for privacy as well as the works council took part over several weeks, we found that the app copies contacts to"
                                + " a server that we do not control."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.translatableTexts()
                .flatMap(entry -> MarkdownText.sentences(entry.text()).stream()
                        .filter(sentence -> MarkdownText.words(sentence).size() > MAX_WORDS)
                        .limit(1)
                        .map(sentence -> CheckFinding.warning(
                                        entry.name() + "-long-sentence",
                                        entry.name(),
                                        "A sentence in \"" + entry.label() + "\" has "
                                                + MarkdownText.words(sentence).size() + " words: \""
                                                + firstWords(sentence)
                                                + "…\".",
                                        "Split it: a sentence should have at most " + MAX_WORDS + " words.")
                                .forText(entry)));
    }

    private static String firstWords(String sentence) {
        return String.join(" ", MarkdownText.words(sentence).subList(0, 6));
    }
}
