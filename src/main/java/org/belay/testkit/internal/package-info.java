/**
 * Parts of the relay that users of the kit do not call: listening port, client socket, DER encoding, rolling window
 * and tarpit policy. They use the JDK only.
 */
@NullMarked
package org.belay.testkit.internal;

import org.jspecify.annotations.NullMarked;
