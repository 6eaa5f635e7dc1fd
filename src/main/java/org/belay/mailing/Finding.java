package org.belay.mailing;

/**
 * Something a check found in a draft.
 *
 * @param id of the check, {@code reason-missing}
 * @param field the field it is about
 * @param message what is wrong, a sentence
 * @param fix what to do, a sentence
 */
public record Finding(String id, Severity severity, String field, String message, String fix) {}
