package org.belay.mailing;

/**
 * Something about a draft that would harm or confuse its readers.
 *
 * @param id the same for the same fault, {@code reason-missing}: answers are given by it
 * @param field where to mend it: a field of the template, or {@code audience}
 * @param message what is wrong, in a sentence
 * @param fix what to do about it, in a sentence
 */
public record Finding(String id, Severity severity, String field, String message, String fix) {

    static Finding error(String id, String field, String message, String fix) {
        return new Finding(id, Severity.ERROR, field, message, fix);
    }

    static Finding warning(String id, String field, String message, String fix) {
        return new Finding(id, Severity.WARNING, field, message, fix);
    }
}
