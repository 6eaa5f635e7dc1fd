package org.belay.mailing;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.template.Variant;

/** A deadline that was set is taken back by name. */
final class CheckDeadlineTaken implements Check {
    private static final Pattern WORD = Pattern.compile(
            "\\b(?:deadline|frist|termin|date limite|échéance|plazo|fecha límite)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public About about() {
        return new About(
                "deadline-stands",
                Topic.CORRECTION,
                Severity.ERROR,
                "The notice has a deadline, and the correction neither names its day nor speaks of a deadline (Frist, date limite,"
                        + " plazo).",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${now_true} ${if_already_acted} ${contact}\n\n::: withdrawn\n:::\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.deadline().stream()
                .flatMap(
                        deadline -> draft.ownCorrection().stream()
                                .filter(correction ->
                                        !WORD.matcher(own(draft, correction)).find()
                                                && !Day.in(own(draft, correction), deadline.toLocalDate()))
                                .map(
                                        correction -> Finding.error(
                                                "deadline-stands",
                                                "template",
                                                "The template's correction does not take back the deadline.",
                                                "Write into its correction.md: There is no deadline. ${deadline?date} no longer applies.")));
    }

    /** Without the subject that it quotes: that a deadline was set takes nothing back. */
    private static String own(CheckedDraft draft, Variant correction) {
        String text = Seen.of(correction);
        return draft.notice().stream().map(Variant::subject).reduce(text, (left, subject) -> left.replace(subject, ""));
    }
}
