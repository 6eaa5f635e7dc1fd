package org.belay.audience.source;

import java.util.List;

/**
 * Result of reading a source.
 *
 * @param rows number of rows
 * @param good number of rows that can be used
 * @param leftOut the others, in their order; at most {@value #LISTED}
 * @param duplicates how many of the others repeat an earlier address
 * @param attributes names of the attributes that at least one person has, without address and name
 * @param notes values that were not recognised, and what the source left out itself; one sentence each
 */
public record SourceFindings(
        long rows, long good, List<LeftOutRow> leftOut, long duplicates, List<String> attributes, List<String> notes) {
    static final int LISTED = 1_000;

    public long bad() {
        return rows - good;
    }
}
