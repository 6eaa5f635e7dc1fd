package org.belay.mailing;

/**
 * Something about a draft that would harm or confuse its readers.
 *
 * @param check which check found it, {@code missing}; docs/checks.md describes each
 * @param id the same for the same fault, {@code reason-missing}: answers are given by it
 * @param field where to mend it: a field of the template, {@code audience} or {@code template}
 * @param language of the words it is about; empty for the draft's own, or where no language matters
 * @param message what is wrong, in a sentence
 * @param fix what to do about it, in a sentence
 */
public record Finding(
        String check, String id, Severity severity, String field, String language, String message, String fix) {

    static Finding error(String id, String field, String message, String fix) {
        return new Finding("", id, Severity.ERROR, field, "", message, fix);
    }

    static Finding warning(String id, String field, String message, String fix) {
        return new Finding("", id, Severity.WARNING, field, "", message, fix);
    }

    /** The same about somebody's words in a language. */
    Finding about(CheckedDraft.Entry entry) {
        return new Finding(check, id, severity, field, entry.translation() ? entry.language() : "", message, fix);
    }

    /** The same about a whole language. */
    Finding in(String words) {
        return new Finding(check, id, severity, field, words, message, fix);
    }

    Finding foundBy(Check finder) {
        return new Finding(finder.about().id(), id, severity, field, language, message, fix);
    }
}
