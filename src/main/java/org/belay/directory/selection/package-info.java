/**
 * Audiences that are selected from others in words: {@code in "All staff" and country is DE but not (may have M-0147)}.
 * {@link SelectionParser} reads the words, PostgreSQL finds the people.
 *
 * <p>Only people whom the words name can be selected: those of an audience, or the recipients of a mailing, that is not behind "not". An
 * audience without people, and an attribute or value that none of them has, is an error, because behind "not" it would exclude no one.
 */
@NullMarked
package org.belay.directory.selection;

import org.jspecify.annotations.NullMarked;
