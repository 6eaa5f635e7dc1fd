/**
 * The bytes: one finished message per variant, and per person a copy with the slots filled.
 *
 * <p>A sender would
 * <ol>
 *   <li>write a {@link Letter}: subject, HTML and text with slots, and whom it is from;
 *   <li>{@link Form#compose compose} it once: Jakarta Mail builds the message, and it is read back before anyone may use it;
 *   <li>keep {@link Form#frozen} (this is what was approved, {@link Form#sha256} names it) and make a {@link Form#of form
 *       of it} again later;
 *   <li>{@link Form#fill fill} it with a person's {@link Blanks}, a few microseconds each: the bytes for the wire.
 * </ol>
 *
 * <p><b>Slots.</b> In a letter a slot is {@code U+E000 attribute [U+E002 default] U+E001}: the person's attribute, or the
 * default if the person has none. Whoever writes the letter has escaped everything but the slots; the value is escaped
 * here, for where it stands (HTML, text, header). In the frozen bytes a slot is {@code 0x01 place [name [=default]] 0x02}.
 *
 * <p><b>Promise.</b> Every filled message is 7-bit, ends its lines with CRLF only, has no line over 998 bytes and exactly
 * the headers of its form: no value of a person can add a header, end a line or become markup. Leading dots are the
 * wire's business. This room knows no people and no relay, and calls only the JDK and Jakarta Mail.
 */
package org.belay.message;
