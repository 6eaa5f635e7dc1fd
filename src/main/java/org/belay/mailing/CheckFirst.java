package org.belay.mailing;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.template.Variant;

/** The deadline is in the subject or the first lines, for readers who stop there. */
final class CheckFirst implements Check {
    private static final int FIRST_WORDS = 60;

    @Override
    public About about() {
        return new About(
                "deadline-late",
                Topic.COMPLETE,
                Severity.WARNING,
                "The day of the deadline is neither in the notice's subject nor in its first 60 words.",
                Map.of(),
                Map.of(
                        "notice.md",
                        "---\nsubject: 'Action required: ${topic}'\n---\n"
                                + "Some words that lead nowhere at all. ".repeat(10)
                                + "\n\n${action} By ${deadline}. ${reason} ${contact}\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.deadline().stream()
                .filter(deadline -> draft.ownNotice()
                        .filter(notice -> !names(notice, deadline.toLocalDate()))
                        .isPresent())
                .map(deadline -> Finding.warning(
                        "deadline-late",
                        "template",
                        "The deadline is neither in the subject nor in the first lines.",
                        "Choose a template that names it there, or fix its notice.md."));
    }

    private static boolean names(Variant notice, LocalDate day) {
        String first = Prose.words(Seen.of(notice)).stream().limit(FIRST_WORDS).collect(Collectors.joining(" "));
        return Day.in(notice.subject(), day) || Day.in(first, day);
    }
}
