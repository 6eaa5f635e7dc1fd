package org.belay.mailing.check.correction;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.ReadableWords;
import org.belay.mailing.check.text.TextMatch;

/**
 * The correction says what is true now. A mail that only says "please disregard" leaves open what applies and what to do.
 */
public final class TruthStatedCheck implements ContentCheck {
    // "Disregard it", in the languages of the shipped templates: says what to do with a mail, not what is true
    private static final Pattern DISREGARD = Pattern.compile(
            "\\b(disregard|ignore|delete|discard|ignorier\\w*|beacht\\w*|lösch\\w*|ignore[rz]|supprime[rz]|ignor[ea]\\w*|descart\\w*)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern MAIL = Pattern.compile(
            "\\b(e-?mails?|mails?|messages?|notices?|nachricht(en)?|mitteilung|courriel|message|mensaje|correo|aviso|it|this|sie|diese|dies)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern APOLOGY = Pattern.compile(
            "^(we (are sorry|apologi[sz]e)|sorry|our apologies|apologies|bitte entschuldigen|wir bitten um entschuldigung|thank you|danke|vielen dank)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "truth-missing",
                CheckTopic.CORRECTION,
                FindingSeverity.ERROR,
                "Every sentence of the \"now true\" text asks to disregard, ignore or delete a mail (in at most 14 words) or apologises; or"
                        + " the template's correction does not contain the text.",
                Map.of("now_true", "You may keep the app. Please disregard this morning's email."),
                Map.of("now_true", "Please disregard our previous message. Sorry for the inconvenience."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return Stream.concat(uninformative(draft), missing(draft));
    }

    private static Stream<CheckFinding> uninformative(CheckInput draft) {
        return draft.fieldTexts()
                .filter(entry -> entry.field().name().equals("now_true") && saysNothing(entry.text()))
                .map(entry -> CheckFinding.error(
                                "now_true-bare",
                                "now_true",
                                "The correction only says to ignore an email"
                                        + (entry.translation() ? " (" + entry.language() + ")" : "") + ".",
                                "Say what is true now, for example: You may keep the app. Our rules have not changed.")
                        .forText(entry))
                .limit(1);
    }

    /** Whether each sentence only asks to disregard a mail or apologises. */
    static boolean saysNothing(String text) {
        return Arrays.stream(text.split("(?<=[.!?])\\s+|\n+"))
                .map(sentence -> sentence.replaceAll("[*_#>`]", "").strip())
                .filter(sentence -> !sentence.isEmpty())
                .allMatch(sentence -> APOLOGY.matcher(sentence).matches()
                        || DISREGARD.matcher(sentence).find() && aboutMail(sentence));
    }

    /** Short, and about a mail. A sentence that also says what is true is longer. */
    private static boolean aboutMail(String sentence) {
        return MAIL.matcher(sentence).find() && sentence.split("\\s+").length <= 14;
    }

    /** The template's correction does not use the text at all. */
    private static Stream<CheckFinding> missing(CheckInput draft) {
        String now = draft.text("now_true");
        boolean present = now.isEmpty()
                || draft.ownCorrection()
                        .filter(correction -> TextMatch.indexOf(ReadableWords.of(correction), now) >= 0)
                        .isPresent();
        if (present) return Stream.empty();
        return Stream.of(CheckFinding.error(
                "now_true-unsaid",
                "now_true",
                "The template's correction does not contain what is true now.",
                "Put ${now_true} first in its correction.md, or choose another template."));
    }
}
