package org.belay.mailing.check.sound;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.AudienceProfile;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** The deadline is not on a public holiday in a country of the audience. */
public final class HolidayDeadlineCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "holiday",
                CheckTopic.SOUND,
                FindingSeverity.WARNING,
                "The deadline is a public holiday in the whole of a country of at least 1 % of the audience. If the"
                        + " audience's countries are unknown, the country of the deadline's time zone counts. The library Jollyday supplies the days.",
                Map.of("deadline", "2026-12-23T18:00[Europe/Berlin]"),
                Map.of("deadline", "2026-12-25T18:00[Europe/Berlin]"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.deadlineField().stream()
                .flatMap(field -> draft.moment(field).stream().flatMap(deadline -> {
                    List<String> onHoliday = countries(draft.audience(), deadline.getZone()).stream()
                            .filter(country -> PublicHolidays.isHoliday(country, deadline.toLocalDate()))
                            .map(country -> new Locale("", country).getDisplayCountry(Locale.ENGLISH))
                            .sorted()
                            .toList();
                    if (onHoliday.isEmpty()) return Stream.empty();
                    return Stream.of(CheckFinding.warning(
                            field.name() + "-holiday",
                            field.name(),
                            "The deadline is on a public holiday in " + String.join(", ", onHoliday) + ".",
                            "Choose a working day, or answer why it must be this day."));
                }));
    }

    private static List<String> countries(AudienceProfile readers, ZoneId zone) {
        if (readers.countries().isEmpty())
            return PublicHolidays.countryOf(zone).stream().toList();
        long all = readers.countries().values().stream()
                .mapToLong(people -> people)
                .sum();
        return readers.countries().entrySet().stream()
                .filter(one -> one.getValue() * 100 >= all)
                .map(Map.Entry::getKey)
                .toList();
    }
}
