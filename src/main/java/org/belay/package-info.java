/**
 * Belay mails "Action required" notices to thousands of colleagues and can take them back.
 *
 * <p>The packages in the order in which a message passes through them, which is the order in which to read them:
 * {@code audience} (who) and {@code template} (what) become a {@code mailing} (approved, scheduled); {@code delivery}
 * splits it into batches and commits an attempt before each message is sent; {@code message} fills the values of a
 * person into the approved bytes; {@code smtp} talks to the relay; {@code delivery} records the reply;
 * {@code correction} sends the correction to exactly those who may have the notice.
 *
 * <p>This package only starts the program: {@link org.belay.Belay} is the command line, {@link org.belay.BelayApplication} the
 * application.
 */
@NullMarked
package org.belay;

import org.jspecify.annotations.NullMarked;
