package org.belay.mailing;

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
public record Finding(
        String check, String id, Severity severity, String field, String language, String message, String fix) {

    static Finding error(String id, String field, String message, String fix) {
        return new Finding("", id, Severity.ERROR, field, "", message, fix);
    }

    static Finding warning(String id, String field, String message, String fix) {
        return new Finding("", id, Severity.WARNING, field, "", message, fix);
    }

    /** This finding for the text of one field in one language. */
    Finding about(CheckedDraft.Entry entry) {
        return new Finding(check, id, severity, field, entry.translation() ? entry.language() : "", message, fix);
    }

    /** This finding for a language; empty for the draft's own. */
    Finding in(String textLanguage) {
        return new Finding(check, id, severity, field, textLanguage, message, fix);
    }

    Finding foundBy(Check finder) {
        return new Finding(finder.about().id(), id, severity, field, language, message, fix);
    }
}
