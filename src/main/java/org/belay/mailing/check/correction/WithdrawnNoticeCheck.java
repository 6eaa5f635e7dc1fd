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

/** The correction names the mail that it withdraws, exactly once. */
public final class WithdrawnNoticeCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "withdrawn",
                CheckTopic.CORRECTION,
                FindingSeverity.ERROR,
                "The correction's text does not contain the subject of the notice, or contains it more than once (which is a WARNING).",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${now_true} ${if_already_acted} ${contact}\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.ownCorrection().stream().flatMap(correction -> {
            String subject = draft.notice().stream()
                    .filter(notice -> notice.language().equals(correction.language()))
                    .findFirst()
                    .map(MailVariant::subject)
                    .orElse("");
            int count = TextMatch.count(ReadableWords.of(correction), subject);
            if (subject.isEmpty() || count == 1) return Stream.empty();
            return Stream.of(
                    count == 0
                            ? CheckFinding.error(
                                    "withdrawn-unnamed",
                                    "template",
                                    "The template's correction does not name the mail that it withdraws.",
                                    "Add ::: withdrawn and ::: to its correction.md, or choose another template.")
                            : CheckFinding.warning(
                                    "withdrawn-repeated",
                                    "template",
                                    "The template's correction contains the subject of the withdrawn mail " + count
                                            + " times; readers remember what is repeated.",
                                    "Name it once."));
        });
    }
}
