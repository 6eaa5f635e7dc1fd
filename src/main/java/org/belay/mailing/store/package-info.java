/**
 * The SQL of mailings: their rows, the people who wrote them, and start times, which are adjusted when the time zone database changes.
 * Uses only `mailing.model`.
 */
@NullMarked
package org.belay.mailing.store;

import org.jspecify.annotations.NullMarked;
