package org.belay.mailing.check.correction;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.ReadableWords;
import org.belay.mailing.check.text.TextMatch;

/** The correction names the topic of its notice. */
public final class SameTopicCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "matter-unnamed",
                CheckTopic.CORRECTION,
                FindingSeverity.ERROR,
                "The notice's subject contains values (topic, app, service …), and the correction's subject and text contain none of"
                        + " them.",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: 'Correction'\n---\n${now_true} ${if_already_acted} ${contact}\n\nOur earlier mail.\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        List<String> topics = draft.fieldTexts()
                .filter(entry -> !entry.translation()
                        && entry.field().type().isText()
                        && !entry.field().correction())
                .map(CheckInput.FieldText::text)
                .filter(text -> draft.ownNotice()
                        .filter(notice -> TextMatch.indexOf(notice.subject(), text) >= 0)
                        .isPresent())
                .toList();
        return draft.ownCorrection().stream()
                .filter(correction -> !topics.isEmpty()
                        && topics.stream()
                                .noneMatch(text -> TextMatch.indexOf(
                                                correction.subject() + "\n" + ReadableWords.of(correction), text)
                                        >= 0))
                .map(correction -> CheckFinding.error(
                        "matter-unnamed",
                        "template",
                        "The template's correction does not name the topic of its notice: " + topics.get(0) + ".",
                        "Use the fields of the notice's subject in its correction.md, or choose another template."));
    }
}
