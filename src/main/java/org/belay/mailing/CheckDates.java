package org.belay.mailing;

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
import org.belay.template.FieldType;

/** The correction speaks of the same days as its notice, unless it names a new one. */
final class CheckDates implements Check {
    private static final int LONGEST_DAYS = 62;

    /** Words with which a sentence names another day than the notice, a new one or one of the past; a star stands for any ending. */
    private static final List<String> NEW = words("instead new postpone* moved off later earlier rather since"
            + " stattdessen statt neu* verschoben* verschieb* später früher sondern seit"
            + " plutôt nouve* report* repouss* décal* avanc* tard depuis"
            + " lugar nuev* aplaz* pospon* pospuest* sino desde");
    /** Words that name a new one if it is later than all days of the notice. */
    private static final List<String> FROM =
            words("now only from until by again ab bis erst wieder jetzt désormais partir jusqu*"
                    + " avant ahora antes partir hasta");

    @Override
    public About about() {
        return new About(
                "dates",
                Topic.CORRECTION,
                Severity.WARNING,
                "What is true now, or what to do if one already acted, names a day that the notice does not: neither in a date field, nor"
                        + " between its beginning and end, nor in words; and no word of the sentence says that the day is a new one"
                        + " (instead, new, postponed, later, since; or from, until, by with a day after all of the notice's).",
                Map.of("now_true", "You may keep the app after 4 December. The new date is 12 January."),
                Map.of("now_true", "You may keep the app on 7 December. Our rules have not changed."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        Set<LocalDate> announced = announced(draft);
        if (announced.isEmpty()) return Stream.empty();
        LocalDate last = Collections.max(announced);
        return draft.words()
                .filter(entry -> List.of("now_true", "if_already_acted").contains(entry.name()))
                .flatMap(entry -> Prose.sentences(entry.text()).stream()
                        .filter(sentence -> !has(NEW, sentence))
                        .flatMap(sentence -> WrittenDate.all(sentence, today(draft)).stream()
                                .filter(written ->
                                        !has(FROM, sentence) || !written.date().isAfter(last)))
                        .filter(written -> announced.stream().noneMatch(day -> same(written, day)))
                        .limit(1)
                        .map(written -> finding(entry, written)));
    }

    private static Finding finding(CheckedDraft.Entry entry, WrittenDate written) {
        return Finding.warning(
                        entry.name() + "-other-date",
                        entry.name(),
                        "\"" + written.text() + "\" is no day of the notice that this takes back.",
                        "Write the notice's day, or say that it is a new one, for example: on " + written.text()
                                + " instead.")
                .about(entry);
    }

    private static List<String> words(String words) {
        return List.of(words.split(" "));
    }

    private static boolean has(List<String> some, String sentence) {
        return Prose.words(sentence).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .anyMatch(word -> some.stream()
                        .anyMatch(one -> one.endsWith("*")
                                ? word.startsWith(one.substring(0, one.length() - 1))
                                : word.equals(one)));
    }

    /** A day without a year may be of any. */
    private static boolean same(WrittenDate written, LocalDate day) {
        return written.date().equals(day)
                || !written.text().contains(Integer.toString(written.date().getYear()))
                        && MonthDay.from(written.date()).equals(MonthDay.from(day));
    }

    private static Set<LocalDate> announced(CheckedDraft draft) {
        var days = new HashSet<LocalDate>();
        draft.entries().filter(entry -> !entry.field().correction()).forEach(entry -> {
            FieldType type = entry.field().type();
            if (type == FieldType.DATE || type == FieldType.DATE_TIME) {
                draft.moment(entry.field()).map(ZonedDateTime::toLocalDate).ifPresent(days::add);
            } else {
                WrittenDate.all(entry.text(), today(draft)).forEach(written -> days.add(written.date()));
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
        LocalDate longest = starts.plusDays(LONGEST_DAYS);
        return ends.isBefore(longest) ? ends : longest;
    }

    private static LocalDate today(CheckedDraft draft) {
        return draft.begins().atZone(draft.values().zone()).toLocalDate();
    }
}
