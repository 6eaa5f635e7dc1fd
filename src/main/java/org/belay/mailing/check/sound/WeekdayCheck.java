package org.belay.mailing.check.sound;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.WrittenDate;

/** A weekday before a date is the weekday of that date. */
public final class WeekdayCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "weekday",
                CheckTopic.SOUND,
                FindingSeverity.ERROR,
                "The weekday written before a date in a sentence is wrong (English, German, French, Spanish, 4.12.2026,"
                        + " 2026-12-04). Without a year, the nearest date counts.",
                Map.of("consequence", "From Friday 4 December on, the app does not start."),
                Map.of("consequence", "From Thursday 4 December on, the app does not start."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.translatableTexts()
                .flatMap(entry ->
                        WrittenDate.allIn(
                                        entry.text(),
                                        LocalDate.ofInstant(
                                                draft.now(), draft.values().zone()))
                                .stream()
                                .filter(date -> date.weekday()
                                        .filter(day -> day != date.date().getDayOfWeek())
                                        .isPresent())
                                .limit(1)
                                .map(date -> CheckFinding.error(
                                                entry.name() + "-weekday",
                                                entry.name(),
                                                "\"" + date.text() + "\" has the wrong weekday: it is a "
                                                        + date.date()
                                                                .getDayOfWeek()
                                                                .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                                                        + " in "
                                                        + date.date().getYear() + ".",
                                                "Fix the weekday or the date.")
                                        .forText(entry)));
    }
}
