/**
 * The processes that share one database: their life signs, the stops that they acknowledge, and the comparison of
 * their journals with the database. Uses delivery.journal.
 */
@NullMarked
package org.belay.delivery.cluster;

import org.jspecify.annotations.NullMarked;
