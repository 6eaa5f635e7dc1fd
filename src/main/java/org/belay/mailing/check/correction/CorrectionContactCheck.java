package org.belay.mailing.check.correction;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.ReaderQuestion;
import org.belay.mailing.check.text.ReadableWords;
import org.belay.mailing.check.text.TextMatch;

/** The correction says who to contact. */
public final class CorrectionContactCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "contact-unsaid",
                CheckTopic.CORRECTION,
                FindingSeverity.ERROR,
                "The correction does not contain the contact.",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${now_true} ${if_already_acted}\n\n::: withdrawn\n:::\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return ReaderQuestion.CONTACT.field(draft.template()).stream()
                .map(draft::text)
                .filter(contact -> !contact.isEmpty())
                .flatMap(contact -> draft.ownCorrection().stream()
                        .filter(correction -> TextMatch.indexOf(ReadableWords.of(correction), contact) < 0)
                        .map(correction -> CheckFinding.error(
                                "contact-unsaid",
                                "template",
                                "The template's correction does not say who to contact.",
                                "Add ${contact} to its correction.md, or choose another template.")));
    }
}
