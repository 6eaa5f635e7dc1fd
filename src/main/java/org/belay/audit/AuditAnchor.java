package org.belay.audit;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hashes of audit rows that are kept outside the database.
 *
 * @param begins the first row that the anchor covers; empty if it was never begun, or its first line is lost
 * @param hashes by row number
 */
record AuditAnchor(OptionalLong begins, SortedMap<Long, String> hashes) {
    static final AuditAnchor NONE = new AuditAnchor(OptionalLong.empty(), new TreeMap<>());

    long last() {
        return hashes.isEmpty() ? 0 : hashes.lastKey();
    }
}
