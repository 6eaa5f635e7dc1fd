package org.belay.mailing.check.correction;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.DateMention;
import org.belay.mailing.check.text.ReadableWords;
import org.belay.template.MailVariant;

/** The correction says that the deadline of its notice no longer applies. */
public final class DeadlineWithdrawnCheck implements ContentCheck {
    private static final Pattern WORD = Pattern.compile(
            "\\b(?:deadline|frist|termin|date limite|échéance|plazo|fecha límite)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "deadline-stands",
                CheckTopic.CORRECTION,
                FindingSeverity.ERROR,
                "The notice has a deadline, and the correction neither names its day nor contains the word deadline (Frist, date limite,"
                        + " plazo).",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${now_true} ${if_already_acted} ${contact}\n\n::: withdrawn\n:::\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.deadline().stream()
                .flatMap(
                        deadline -> draft.ownCorrection().stream()
                                .filter(correction -> !WORD.matcher(ownWords(draft, correction))
                                                .find()
                                        && !DateMention.isIn(ownWords(draft, correction), deadline.toLocalDate()))
                                .map(
                                        correction -> CheckFinding.error(
                                                "deadline-stands",
                                                "template",
                                                "The template's correction does not withdraw the deadline.",
                                                "Add to its correction.md: There is no deadline. ${deadline?date} no longer applies.")));
    }

    /** The correction's words without the quoted subject of the notice, which may mention the deadline but does not withdraw it. */
    private static String ownWords(CheckInput draft, MailVariant correction) {
        String text = ReadableWords.of(correction);
        return draft.notice().stream()
                .map(MailVariant::subject)
                .reduce(text, (rest, subject) -> rest.replace(subject, ""));
    }
}
