package org.belay.mailing.check.sound;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** The audience is about as large as those of earlier mailings of the template. */
public final class UsualSizeCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "usual-size",
                CheckTopic.SOUND,
                FindingSeverity.WARNING,
                "The audience has many times more or fewer people than the template's last mailings (here 200, and three times). The approver"
                        + " reads the reason. An administrator sets the factor (Approval rules).",
                Map.of("people", "431", "usual", "200"),
                Map.of("people", "2431", "usual", "200"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        long people = draft.audience().people();
        return draft.audience().unusual().stream()
                .map(usual -> CheckFinding.warning(
                        "usual-size",
                        "audience",
                        String.format(
                                Locale.UK,
                                "This goes to %,d people; mailings of this template usually go to about %,d.",
                                people,
                                usual.people()),
                        "Check that it is the right audience, or write why it is so much "
                                + (people > usual.people() ? "larger." : "smaller.")));
    }
}
