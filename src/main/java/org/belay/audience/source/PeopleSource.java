package org.belay.audience.source;

import java.util.Set;
import java.util.function.Supplier;
import org.belay.access.UserId;

/**
 * Where people are read from.
 *
 * @param words for people, in the place of a file name
 * @param definedBy the user who decided who is in it
 * @param writers further users who did; asked after the rows were read
 */
public record PeopleSource(String words, UserId definedBy, SourceRows rows, Supplier<Set<UserId>> writers) {}
