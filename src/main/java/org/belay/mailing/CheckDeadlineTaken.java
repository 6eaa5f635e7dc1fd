package org.belay.mailing;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.template.Variant;

/** The correction says that the deadline of its notice no longer applies. */
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
                "The notice has a deadline, and the correction neither names its day nor contains the word deadline (Frist, date limite,"
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
                                .filter(correction -> !WORD.matcher(ownWords(draft, correction))
                                                .find()
                                        && !Day.in(ownWords(draft, correction), deadline.toLocalDate()))
                                .map(
                                        correction -> Finding.error(
                                                "deadline-stands",
                                                "template",
                                                "The template's correction does not withdraw the deadline.",
                                                "Add to its correction.md: There is no deadline. ${deadline?date} no longer applies.")));
    }

    /** The correction's words without the quoted subject of the notice, which may mention the deadline but does not withdraw it. */
    private static String ownWords(CheckedDraft draft, Variant correction) {
        String text = Seen.of(correction);
        return draft.notice().stream().map(Variant::subject).reduce(text, (rest, subject) -> rest.replace(subject, ""));
    }
}
