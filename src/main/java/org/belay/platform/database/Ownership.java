package org.belay.platform.database;

/**
 * Whether this process is the only one that works on the database.
 *
 * @param soleOwner true with the embedded database, which the lock of the data directory keeps to one Belay: whatever is
 *     in flight in the record was ours before a restart, and nobody else can be at it. False with a database of yours,
 *     where another Belay may be alive
 */
public record Ownership(boolean soleOwner) {}
