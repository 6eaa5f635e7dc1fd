package org.belay.mailing.check.sound;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.belay.mailing.check.AudienceProfile;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** The deadline is on a working day, when people can ask. */
public final class WeekendDeadlineCheck implements ContentCheck {
    private static final Set<DayOfWeek> SATURDAY_SUNDAY = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final Set<DayOfWeek> FRIDAY_SATURDAY = EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
    private static final Set<String> FRIDAY_WEEKEND =
            Set.of("BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE");

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "weekend",
                CheckTopic.SOUND,
                FindingSeverity.WARNING,
                "The deadline is on a Saturday or Sunday; or on a Friday or Saturday if that is the weekend in every country of the"
                        + " audience.",
                Map.of("deadline", "2026-12-04T18:00[Europe/Berlin]"),
                Map.of("deadline", "2026-12-05T18:00[Europe/Berlin]"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.deadlineField().stream()
                .flatMap(field -> draft
                        .moment(field)
                        .filter(deadline -> weekend(draft.audience()).contains(deadline.getDayOfWeek()))
                        .map(deadline -> CheckFinding.warning(
                                field.name() + "-weekend",
                                field.name(),
                                "The deadline is on a "
                                        + deadline.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                                        + ", when few people are at work to answer questions.",
                                "Choose a working day, or answer why it must be this day."))
                        .stream());
    }

    private static Set<DayOfWeek> weekend(AudienceProfile readers) {
        boolean friday = !readers.countries().isEmpty()
                && FRIDAY_WEEKEND.containsAll(readers.countries().keySet());
        return friday ? FRIDAY_SATURDAY : SATURDAY_SUNDAY;
    }
}
