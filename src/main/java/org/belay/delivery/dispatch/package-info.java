/**
 * The life of a dispatch: prepare, start, stop, pause, resume, correction, completion; the counts and lists of its
 * deliveries; and the identifiers in its mails. Uses delivery.batch and delivery.relay.
 */
@NullMarked
package org.belay.delivery.dispatch;

import org.jspecify.annotations.NullMarked;
