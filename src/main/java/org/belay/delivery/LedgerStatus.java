package org.belay.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the database is known to have everything that was committed to it.
 *
 * @param comparing whether nodes still compare their journals with it; nothing is sent in the meantime
 * @param copied whether this server is held as a copy of another; nothing is sent until a person confirms which one is
 *     real
 * @param why what was found, in words
 * @param restored attempts that were missing in the database and were restored, or belong to mailings that it does not
 *     know
 * @param awaited the nodes that have not compared yet
 */
public record LedgerStatus(
        boolean comparing,
        boolean copied,
        Optional<String> why,
        Optional<Instant> since,
        long restored,
        List<AwaitedNode> awaited) {

    /** Whether mail may be sent. */
    public boolean isComplete() {
        return !comparing && !copied;
    }

    /**
     * A process that has not compared yet.
     *
     * @param host its machine; empty if unknown
     * @param seen its last sign of life
     */
    public record AwaitedNode(String node, String host, Instant seen) {}
}
