package org.belay.mailing.check.sound;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** The end is after the start. */
public final class StartEndCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "order",
                CheckTopic.SOUND,
                FindingSeverity.ERROR,
                "The field \"ends\" is not after the field \"starts\".",
                Map.of("starts", "2026-12-05T20:00[Europe/Berlin]", "ends", "2026-12-06T02:00[Europe/Berlin]"),
                Map.of("starts", "2026-12-05T20:00[Europe/Berlin]", "ends", "2026-12-05T19:00[Europe/Berlin]"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft
                .moment("starts")
                .flatMap(starts -> draft.moment("ends").filter(ends -> !ends.isAfter(starts)))
                .map(ends -> CheckFinding.error(
                        "ends-before-start", "ends", "The end is not after the start.", "Check both dates."))
                .stream();
    }
}
