/**
 * The rows of mailings and their writers: all SQL, and the start times that follow the time zone database. Uses only
 * `mailing.model`.
 */
@NullMarked
package org.belay.mailing.store;

import org.jspecify.annotations.NullMarked;
