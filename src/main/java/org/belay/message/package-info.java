/**
 * The bytes of messages: one complete message per variant, and a filled copy per recipient.
 *
 * <p>To send a message, a caller
 * <ol>
 *   <li>creates a {@link MessageSpec}: sender, subject, HTML and text with placeholders;
 *   <li>{@link MessageTemplate#compose composes} it once: Jakarta Mail builds the message, reads it back and compares it;
 *   <li>stores {@link MessageTemplate#frozen}, the approved bytes with the digest {@link MessageTemplate#sha256}, and later reads them with {@link MessageTemplate#of};
 *   <li>{@link MessageTemplate#fill fills} it with a recipient's {@link RecipientValues}, in a few microseconds: the bytes for SMTP.
 * </ol>
 *
 * <p><b>Placeholders.</b> Source texts contain {@link org.belay.placeholder.Placeholder placeholders}: the recipient's attribute, or the
 * default if the recipient has none. The caller escapes everything except placeholders; this package escapes the values for their
 * position (HTML, text, header). In frozen bytes a placeholder is {@code 0x01 POSITION [name [=default]] 0x02}.
 *
 * <p><b>Guarantee.</b> Every filled message is 7-bit, ends its lines with CRLF, has no line over 998 bytes and has exactly the
 * headers of its template: no value can add a header, end a line or become markup. Dot-stuffing is left to the SMTP client. This
 * package depends only on the JDK, Jakarta Mail, addresses and placeholders.
 */
@NullMarked
package org.belay.message;

import org.jspecify.annotations.NullMarked;
