/**
 * The processes that share one database: their life signs, the stops that they acknowledge, and the comparison of
 * their journals with the database. Uses delivery.journal.
 */
package org.belay.delivery.cluster;
