package org.belay.mailing;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A weekday before a date is the weekday of that date. */
final class CheckWeekday implements Check {

    @Override
    public About about() {
        return new About(
                "weekday",
                Topic.SOUND,
                Severity.ERROR,
                "The weekday written before a date in a sentence is wrong (English, German, French, Spanish, 4.12.2026,"
                        + " 2026-12-04). Without a year, the nearest date counts.",
                Map.of("consequence", "From Friday 4 December on, the app does not start."),
                Map.of("consequence", "From Thursday 4 December on, the app does not start."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.words()
                .flatMap(entry ->
                        WrittenDate.all(
                                        entry.text(),
                                        LocalDate.ofInstant(
                                                draft.now(), draft.values().zone()))
                                .stream()
                                .filter(date -> date.weekday()
                                        .filter(day -> day != date.date().getDayOfWeek())
                                        .isPresent())
                                .limit(1)
                                .map(date -> Finding.error(
                                                entry.name() + "-weekday",
                                                entry.name(),
                                                "\"" + date.text() + "\" has the wrong weekday: it is a "
                                                        + date.date()
                                                                .getDayOfWeek()
                                                                .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                                                        + " in "
                                                        + date.date().getYear() + ".",
                                                "Fix the weekday or the date.")
                                        .about(entry)));
    }
}
