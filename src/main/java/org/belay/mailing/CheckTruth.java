package org.belay.mailing;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The correction says what is true now. That an email does not count leaves its readers where it found them: they want to
 * know what holds and what to do (DESIGN, the words of a correction).
 */
final class CheckTruth implements Check {
    // "Disregard it", in the languages of the shipped templates: an order about a mail, and nothing about the matter.
    private static final Pattern ORDER = Pattern.compile(
            "\\b(disregard|ignore|delete|discard|ignorier\\w*|beacht\\w*|lösch\\w*|ignore[rz]|supprime[rz]|ignor[ea]\\w*|descart\\w*)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern MAIL = Pattern.compile(
            "\\b(e-?mails?|mails?|messages?|notices?|nachricht(en)?|mitteilung|courriel|message|mensaje|correo|aviso|it|this|sie|diese|dies)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern APOLOGY = Pattern.compile(
            "^(we (are sorry|apologi[sz]e)|sorry|our apologies|apologies|bitte entschuldigen|wir bitten um entschuldigung|thank you|danke|vielen dank)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    @Override
    public About about() {
        return new About(
                "truth-missing",
                Topic.CORRECTION,
                Severity.ERROR,
                "Every sentence of what is true now tells to disregard, ignore or delete a mail (in at most 14 words) or apologises; or"
                        + " the template's correction does not contain it.",
                Map.of("now_true", "You may keep the app. Please disregard this morning's email."),
                Map.of("now_true", "Please disregard our previous message. Sorry for the inconvenience."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return Stream.concat(bare(draft), silent(draft));
    }

    private static Stream<Finding> bare(CheckedDraft draft) {
        return draft.entries()
                .filter(entry -> entry.field().name().equals("now_true") && saysNothing(entry.text()))
                .map(entry -> Finding.error(
                                "now_true-bare",
                                "now_true",
                                "The correction only says that an email does not count"
                                        + (entry.translation() ? " (" + entry.language() + ")" : "") + ".",
                                "Say what is true now, for example: You may keep the app. Our rules have not changed.")
                        .about(entry))
                .limit(1);
    }

    static boolean saysNothing(String text) {
        return Arrays.stream(text.split("(?<=[.!?])\\s+|\n+"))
                .map(sentence -> sentence.replaceAll("[*_#>`]", "").strip())
                .filter(sentence -> !sentence.isEmpty())
                .allMatch(sentence -> APOLOGY.matcher(sentence).matches()
                        || ORDER.matcher(sentence).find() && aboutMail(sentence));
    }

    /** Short, and about a mail: a sentence that also says something about the matter is longer. */
    private static boolean aboutMail(String sentence) {
        return MAIL.matcher(sentence).find() && sentence.split("\\s+").length <= 14;
    }

    /** A template may have forgotten to say it. */
    private static Stream<Finding> silent(CheckedDraft draft) {
        String now = draft.text("now_true");
        boolean said = now.isEmpty()
                || draft.ownCorrection()
                        .filter(correction -> Letters.in(Seen.of(correction), now) >= 0)
                        .isPresent();
        if (said) return Stream.empty();
        return Stream.of(Finding.error(
                "now_true-unsaid",
                "now_true",
                "The template's correction does not contain what is true now.",
                "Write ${now_true} first in its correction.md, or choose another template."));
    }
}
