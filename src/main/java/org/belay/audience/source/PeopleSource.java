package org.belay.audience.source;

import org.belay.access.UserId;

/**
 * Where people are read from.
 *
 * @param words for people, in the place of a file name
 * @param definedBy the user who decided who is in it
 */
public record PeopleSource(String words, UserId definedBy, SourceRows rows) {}
