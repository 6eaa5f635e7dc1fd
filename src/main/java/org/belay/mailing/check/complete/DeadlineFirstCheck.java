package org.belay.mailing.check.complete;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.DateMention;
import org.belay.mailing.check.text.MarkdownText;
import org.belay.mailing.check.text.ReadableWords;
import org.belay.template.MailVariant;

/** The deadline is in the subject or the first lines, for readers who stop there. */
public final class DeadlineFirstCheck implements ContentCheck {
    private static final int FIRST_WORDS = 60;

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "deadline-late",
                CheckTopic.COMPLETE,
                FindingSeverity.WARNING,
                "The day of the deadline is neither in the notice's subject nor in its first 60 words.",
                Map.of(),
                Map.of(
                        "notice.md",
                        "---\nsubject: 'Action required: ${topic}'\n---\n"
                                + "Some words that lead nowhere at all. ".repeat(10)
                                + "\n\n${action} By ${deadline}. ${reason} ${contact}\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.deadline().stream()
                .filter(deadline -> draft.ownNotice()
                        .filter(notice -> !names(notice, deadline.toLocalDate()))
                        .isPresent())
                .map(deadline -> CheckFinding.warning(
                        "deadline-late",
                        "template",
                        "The deadline is neither in the subject nor in the first lines.",
                        "Choose a template that names it there, or fix its notice.md."));
    }

    private static boolean names(MailVariant notice, LocalDate day) {
        String first = MarkdownText.words(ReadableWords.of(notice)).stream()
                .limit(FIRST_WORDS)
                .collect(Collectors.joining(" "));
        return DateMention.isIn(notice.subject(), day) || DateMention.isIn(first, day);
    }
}
