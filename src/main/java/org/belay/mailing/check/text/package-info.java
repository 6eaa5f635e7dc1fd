/**
 * Reads texts: sentences and words of Markdown, words of a mail, dates, languages, demands. Uses nothing else of this
 * room.
 */
package org.belay.mailing.check.text;
