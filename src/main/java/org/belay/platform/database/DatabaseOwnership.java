package org.belay.platform.database;

/**
 * Whether this process is the only one that uses the database.
 *
 * @param soleOwner true for the embedded database, which the lock of the data directory restricts to one Belay: after
 *     a restart every unfinished attempt belongs to this node. False for an external database, where another Belay
 *     may run
 */
public record DatabaseOwnership(boolean soleOwner) {}
