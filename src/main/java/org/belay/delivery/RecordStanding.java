package org.belay.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the database is known to have everything that was committed to it.
 *
 * @param comparing nodes still compare their journals with it; nothing leaves meanwhile
 * @param copied this server is a copy of another; nothing leaves until a person says which one is real
 * @param why what was found, in words
 * @param restored attempts that were missing in the database and are in it again, or are of mailings that it does not know
 * @param awaited the nodes that have not compared yet
 */
public record RecordStanding(
        boolean comparing,
        boolean copied,
        Optional<String> why,
        Optional<Instant> since,
        long restored,
        List<Awaited> awaited) {

    /** Work may go on. */
    public boolean isWhole() {
        return !comparing && !copied;
    }

    /**
     * A process that has not compared.
     *
     * @param host its machine; empty when not known
     * @param seen its last sign of life
     */
    public record Awaited(String node, String host, Instant seen) {}
}
