package org.belay.platform.database;

import java.util.Optional;

/** Whose rows the connections of this thread show. The policies of the tables compare it. */
@FunctionalInterface
public interface RowScope {
    /** The value of the setting {@code belay.teams}; empty for no limit. Asked when a connection is taken from the pool. */
    Optional<String> teams();
}
