package org.belay.mailing.check.correction;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.MarkdownText;
import org.belay.mailing.check.text.WrittenDate;
import org.belay.template.FieldType;

/** The correction names the same days as its notice, unless it says that a day is new. */
public final class CorrectionDatesCheck implements ContentCheck {
    private static final int MAX_DAYS = 62;

    /** A sentence with one of these words may name a day that the notice does not; {@code *} matches any ending. */
    private static final List<String> NEW = words("instead new postpone* moved off later earlier rather since"
            + " stattdessen statt neu* verschoben* verschieb* später früher sondern seit"
            + " plutôt nouve* report* repouss* décal* avanc* tard depuis"
            + " lugar nuev* aplaz* pospon* pospuest* sino desde");
    /** A sentence with one of these words may name a day after all days of the notice. */
    private static final List<String> FROM =
            words("now only from until by again ab bis erst wieder jetzt désormais partir jusqu*"
                    + " avant ahora antes partir hasta");

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "dates",
                CheckTopic.CORRECTION,
                FindingSeverity.WARNING,
                "The text for \"now true\" or \"already acted\" names a day that the notice does not name: neither in a date field, nor"
                        + " between its start and end, nor in a sentence; and no word of the sentence says that the day is new"
                        + " (instead, new, postponed, later, since; or from, until, by with a day after all days of the notice).",
                Map.of("now_true", "You may keep the app after 4 December. The new date is 12 January."),
                Map.of("now_true", "You may keep the app on 7 December. Our rules have not changed."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        Set<LocalDate> announced = announced(draft);
        if (announced.isEmpty()) return Stream.empty();
        LocalDate last = Collections.max(announced);
        return draft.translatableTexts()
                .filter(entry -> List.of("now_true", "if_already_acted").contains(entry.name()))
                .flatMap(entry -> MarkdownText.sentences(entry.text()).stream()
                        .filter(sentence -> !containsAny(NEW, sentence))
                        .flatMap(sentence -> WrittenDate.allIn(sentence, today(draft)).stream()
                                .filter(written -> !containsAny(FROM, sentence)
                                        || !written.date().isAfter(last)))
                        .filter(written -> announced.stream().noneMatch(day -> same(written, day)))
                        .limit(1)
                        .map(written -> finding(entry, written)));
    }

    private static CheckFinding finding(CheckInput.FieldText entry, WrittenDate written) {
        return CheckFinding.warning(
                        entry.name() + "-other-date",
                        entry.name(),
                        "\"" + written.text() + "\" is not a day of the notice that this corrects.",
                        "Write the day of the notice, or say that the day is new, for example: on " + written.text()
                                + " instead.")
                .forText(entry);
    }

    private static List<String> words(String words) {
        return List.of(words.split(" "));
    }

    private static boolean containsAny(List<String> patterns, String sentence) {
        return MarkdownText.words(sentence).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .anyMatch(word -> patterns.stream()
                        .anyMatch(pattern -> pattern.endsWith("*")
                                ? word.startsWith(pattern.substring(0, pattern.length() - 1))
                                : word.equals(pattern)));
    }

    /** A day without a year matches any year. */
    private static boolean same(WrittenDate written, LocalDate day) {
        return written.date().equals(day)
                || !written.text().contains(Integer.toString(written.date().getYear()))
                        && MonthDay.from(written.date()).equals(MonthDay.from(day));
    }

    private static Set<LocalDate> announced(CheckInput draft) {
        var days = new HashSet<LocalDate>();
        draft.fieldTexts().filter(entry -> !entry.field().correction()).forEach(entry -> {
            FieldType type = entry.field().type();
            if (type == FieldType.DATE || type == FieldType.DATE_TIME) {
                draft.moment(entry.field()).map(ZonedDateTime::toLocalDate).ifPresent(days::add);
            } else {
                WrittenDate.allIn(entry.text(), today(draft)).forEach(written -> days.add(written.date()));
            }
        });
        draft.moment("starts")
                .ifPresent(starts -> draft.moment("ends")
                        .ifPresent(ends -> starts.toLocalDate()
                                .datesUntil(endOf(starts.toLocalDate(), ends.toLocalDate()))
                                .forEach(days::add)));
        return days;
    }

    private static LocalDate endOf(LocalDate starts, LocalDate ends) {
        if (ends.isBefore(starts)) return starts;
        LocalDate longest = starts.plusDays(MAX_DAYS);
        return ends.isBefore(longest) ? ends : longest;
    }

    private static LocalDate today(CheckInput draft) {
        return draft.sendingStarts().atZone(draft.values().zone()).toLocalDate();
    }
}
