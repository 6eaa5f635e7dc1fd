package org.belay.mailing.check.correction;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.ReadableWords;
import org.belay.mailing.check.text.TextMatch;

/** The correction says what to do for readers who have already acted on the notice. */
public final class AlreadyActedCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "acted-unsaid",
                CheckTopic.CORRECTION,
                FindingSeverity.ERROR,
                "The template's correction does not contain the text for readers who have already acted.",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${now_true} ${contact}\n\n::: withdrawn\n:::\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        String acted = draft.text("if_already_acted");
        return draft.ownCorrection().stream()
                .filter(correction -> !acted.isEmpty() && TextMatch.indexOf(ReadableWords.of(correction), acted) < 0)
                .map(correction -> CheckFinding.error(
                        "if_already_acted-unsaid",
                        "if_already_acted",
                        "The template's correction does not say what to do if you have already acted.",
                        "Add ${if_already_acted} to its correction.md, or choose another template."));
    }
}
