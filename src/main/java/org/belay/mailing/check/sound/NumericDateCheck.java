package org.belay.mailing.check.sound;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** No date can be read as day/month and as month/day. */
public final class NumericDateCheck implements ContentCheck {
    private static final Pattern SLASHED =
            Pattern.compile("(?<![\\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/(?:20)?\\d\\d(?![\\d/])");

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "date-ambiguous",
                CheckTopic.SOUND,
                FindingSeverity.WARNING,
                "A date is written with slashes, and both numbers before the year could be the month: 04/12/2026.",
                Map.of("consequence", "From 4 December 2026 on, the app does not start."),
                Map.of("consequence", "From 04/12/2026 on, the app does not start."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.translatableTexts().flatMap(entry -> {
            Matcher found = SLASHED.matcher(entry.text());
            if (!found.find()) return Stream.empty();
            return Stream.of(CheckFinding.warning(
                            entry.name() + "-ambiguous",
                            entry.name(),
                            "\"" + found.group() + "\" means another day in the United States than elsewhere.",
                            "Write the month as a word: 4 December 2026.")
                    .forText(entry));
        });
    }
}
