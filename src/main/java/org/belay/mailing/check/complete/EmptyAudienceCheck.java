package org.belay.mailing.check.complete;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** The audience has at least one person. An audience without people must never be read as "all people". */
public final class EmptyAudienceCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "audience-empty",
                CheckTopic.COMPLETE,
                FindingSeverity.ERROR,
                "The audience has no people.",
                Map.of("people", "2431"),
                Map.of("people", "0"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        if (draft.audience().people() > 0) return Stream.empty();
        return Stream.of(CheckFinding.error(
                "audience-empty",
                "audience",
                "No one would receive this notice.",
                "Choose an audience that has people."));
    }
}
