package org.belay.audit;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is noted of the record outside the database.
 *
 * @param begins the row from which it vouches for the record; empty where nothing says so: it was never begun, or its beginning is lost
 * @param hashes by row number
 */
record Anchor(OptionalLong begins, SortedMap<Long, String> hashes) {
    static final Anchor NONE = new Anchor(OptionalLong.empty(), new TreeMap<>());

    long last() {
        return hashes.isEmpty() ? 0 : hashes.lastKey();
    }
}
