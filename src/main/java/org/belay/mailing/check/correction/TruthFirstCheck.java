package org.belay.mailing.check.correction;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.ReadableWords;
import org.belay.mailing.check.text.TextMatch;
import org.belay.template.MailVariant;

/** The correction starts with what is true now. */
public final class TruthFirstCheck implements ContentCheck {
    private static final int MAX_BEFORE = 300;

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "truth-late",
                CheckTopic.CORRECTION,
                FindingSeverity.ERROR,
                "In the correction, the \"now true\" text comes after the text for readers who have already acted, after the withdrawn mail or after"
                        + " the cause; or more than 300 letters are before it.",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${if_already_acted} ${now_true} ${contact}\n\n::: withdrawn\n:::\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        String now = draft.text("now_true");
        return draft.ownCorrection().stream().flatMap(correction -> {
            int at = TextMatch.indexOf(ReadableWords.of(correction), now);
            if (now.isEmpty() || at < 0) return Stream.empty();
            boolean late = Stream.of(draft.text("if_already_acted"), draft.text("cause"), notice(draft))
                    .filter(text -> !text.isEmpty())
                    .map(text -> TextMatch.indexOf(ReadableWords.of(correction), text))
                    .anyMatch(other -> other >= 0 && other < at);
            if (!late && at <= MAX_BEFORE) return Stream.empty();
            return Stream.of(CheckFinding.error(
                    "now_true-late",
                    "template",
                    "The template's correction does not start with what is true now.",
                    "Put ${now_true} first in its correction.md, or choose another template."));
        });
    }

    private static String notice(CheckInput draft) {
        return draft.ownNotice().map(MailVariant::subject).orElse("");
    }
}
