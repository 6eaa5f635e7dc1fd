/**
 * Audiences that are selected from others in words: {@code in "All staff" and country is DE but not got M-0147}.
 * {@link SelectionParser} reads the words, PostgreSQL finds the people.
 *
 * <p>Only people whom the words name can be selected: those of an audience, or the recipients of a mailing, that is not behind "not". An
 * audience without people is an error, because behind "but not" it would exclude no one.
 */
@NullMarked
package org.belay.directory.selection;

import org.jspecify.annotations.NullMarked;
