/**
 * The texts of the pages: one bundle a language, {@code messages.properties} (English) and {@code messages_xx.properties}.
 *
 * <p>A key names the page and what is said: {@code mailing.sent-to}. A text is an ICU message pattern, so that plurals and numbers follow
 * the language: {@code SentDelivery to {0} of {1, plural, one {# person} other {# people}}}. A text that a page prints is HTML and may contain inline
 * elements; its arguments are escaped ({@link org.belay.web.text.PageMessages}). A text that Java code asks for is plain text.
 *
 * <p>To add a language, add its file: {@link org.belay.web.text.InterfaceLanguages} finds it, and browsers that prefer that language get it.
 * A key that the file does not have is shown in English. Reasons for a refusal come from the lower rooms, in English.
 */
@NullMarked
package org.belay.web.text;

import org.jspecify.annotations.NullMarked;
