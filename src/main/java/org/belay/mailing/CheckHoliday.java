package org.belay.mailing;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The deadline is not on a public holiday in a country of the audience. */
final class CheckHoliday implements Check {

    @Override
    public About about() {
        return new About(
                "holiday",
                Topic.SOUND,
                Severity.WARNING,
                "The deadline is a public holiday in the whole of a country of at least 1 % of the audience. If the"
                        + " audience's countries are unknown, the country of the deadline's time zone counts. The library Jollyday supplies the days.",
                Map.of("deadline", "2026-12-23T18:00[Europe/Berlin]"),
                Map.of("deadline", "2026-12-25T18:00[Europe/Berlin]"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.deadlineField().stream()
                .flatMap(field -> draft.moment(field).stream().flatMap(deadline -> {
                    List<String> onHoliday = countries(draft.readers(), deadline.getZone()).stream()
                            .filter(country -> Holidays.isOne(country, deadline.toLocalDate()))
                            .map(country -> new Locale("", country).getDisplayCountry(Locale.ENGLISH))
                            .sorted()
                            .toList();
                    if (onHoliday.isEmpty()) return Stream.empty();
                    return Stream.of(Finding.warning(
                            field.name() + "-holiday",
                            field.name(),
                            "The deadline is on a public holiday in " + String.join(", ", onHoliday) + ".",
                            "Choose a working day, or answer why it must be this day."));
                }));
    }

    private static List<String> countries(Readers readers, ZoneId zone) {
        if (readers.countries().isEmpty())
            return Holidays.country(zone).stream().toList();
        long all = readers.countries().values().stream()
                .mapToLong(people -> people)
                .sum();
        return readers.countries().entrySet().stream()
                .filter(one -> one.getValue() * 100 >= all)
                .map(Map.Entry::getKey)
                .toList();
    }
}
