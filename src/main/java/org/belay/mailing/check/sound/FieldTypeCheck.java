package org.belay.mailing.check.sound;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** Each value is of its field's type: a date is a date, an address is an address. */
public final class FieldTypeCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "unfit",
                CheckTopic.SOUND,
                FindingSeverity.ERROR,
                "A value is not of its field's type, or longer than its maximum.",
                Map.of("deadline", "2026-12-04T18:00[Europe/Berlin]"),
                Map.of("deadline", "next Friday"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.fieldTexts()
                .flatMap(entry -> entry
                        .field()
                        .problem(entry.text(), draft.values().zone())
                        .map(problem -> CheckFinding.error(
                                        entry.name() + "-unfit",
                                        entry.name(),
                                        entry.label() + " " + problem + ".",
                                        "The value is \"" + shortened(entry.text()) + "\".")
                                .forText(entry))
                        .stream());
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, 30)) + "…";
    }
}
