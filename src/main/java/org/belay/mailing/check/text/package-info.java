/**
 * Reads texts: sentences and words of Markdown, words of a mail, dates, languages, demands. Uses nothing else of this
 * room.
 */
@NullMarked
package org.belay.mailing.check.text;

import org.jspecify.annotations.NullMarked;
