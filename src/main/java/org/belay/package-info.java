/**
 * Belay: mails "Action required" notices to thousands of colleagues, and takes them back.
 *
 * <p>A message's way through the rooms, in the order in which to read them: {@code audience} (who) and {@code template}
 * (what) become a {@code mailing} (approved, scheduled); {@code delivery} cuts it into batches and marks each message
 * before it leaves; {@code message} fills the person's slots into the approved bytes; {@code smtp} speaks with the relay;
 * {@code delivery} records the answer; {@code correction} takes the notice back from exactly those who may have it.
 *
 * <p>This package only starts it: {@link org.belay.Belay} the command line, and the server behind it.
 */
package org.belay;
