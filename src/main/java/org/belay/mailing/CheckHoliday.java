package org.belay.mailing;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A deadline is on no public holiday of those who have to meet it. */
final class CheckHoliday implements Check {

    @Override
    public About about() {
        return new About(
                "holiday",
                Topic.SOUND,
                Severity.WARNING,
                "The deadline is a public holiday in the whole of a country in which at least 1 % of the audience are. Where the"
                        + " audience's countries are not known, that of the deadline's time zone counts. The days are Jollyday's.",
                Map.of("deadline", "2026-12-23T18:00[Europe/Berlin]"),
                Map.of("deadline", "2026-12-25T18:00[Europe/Berlin]"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.deadlineField().stream()
                .flatMap(field -> draft.moment(field).stream().flatMap(deadline -> {
                    List<String> resting = countries(draft.readers(), deadline.getZone()).stream()
                            .filter(country -> Holidays.isOne(country, deadline.toLocalDate()))
                            .map(country -> new Locale("", country).getDisplayCountry(Locale.ENGLISH))
                            .sorted()
                            .toList();
                    if (resting.isEmpty()) return Stream.empty();
                    return Stream.of(Finding.warning(
                            field.name() + "-holiday",
                            field.name(),
                            "The deadline is a public holiday in " + String.join(", ", resting) + ".",
                            "Choose a working day, or say why this one."));
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
