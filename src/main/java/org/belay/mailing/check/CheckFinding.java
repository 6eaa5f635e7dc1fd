package org.belay.mailing.check;

/**
 * One problem that a check found in a draft.
 *
 * @param check id of the check, for example {@code missing}; docs/checks.md describes each
 * @param id stable id of the problem, for example {@code reason-missing}; answers to warnings refer to it
 * @param field where to fix it: a field of the template, {@code audience} or {@code template}
 * @param language language of the text concerned; empty for the draft's own language, or if no language is concerned
 * @param message what is wrong, in one sentence
 * @param fix what to do about it, in one sentence
 */
public record CheckFinding(
        String check, String id, FindingSeverity severity, String field, String language, String message, String fix) {

    public static CheckFinding error(String id, String field, String message, String fix) {
        return new CheckFinding("", id, FindingSeverity.ERROR, field, "", message, fix);
    }

    public static CheckFinding warning(String id, String field, String message, String fix) {
        return new CheckFinding("", id, FindingSeverity.WARNING, field, "", message, fix);
    }

    /** This finding for the text of one field in one language. */
    public CheckFinding forText(CheckInput.FieldText entry) {
        return new CheckFinding(check, id, severity, field, entry.translation() ? entry.language() : "", message, fix);
    }

    /** This finding for a language; empty for the draft's own. */
    public CheckFinding forLanguage(String textLanguage) {
        return new CheckFinding(check, id, severity, field, textLanguage, message, fix);
    }

    public CheckFinding foundBy(ContentCheck finder) {
        return new CheckFinding(finder.description().id(), id, severity, field, language, message, fix);
    }
}
