package org.belay.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.belay.platform.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * After a fail-over, or when the database turns out to be older than what was sent, every node compares its memory and its journals
 * with it. Until the last of them has, {@code record_is_whole()} is false in the database, and no node marks, claims or settles for
 * another, whatever people press meanwhile. What was lost is then in the record again, so that nobody is attempted twice and a correction
 * goes to everyone who may have the notice.
 */
@Component
public class Comparison {

    private static final Logger log = LoggerFactory.getLogger(Comparison.class);

    private static final String TOOK_OVER =
            "Another server has taken over as the database, and may lack the last commits.";

    /** How often full segments of the journal are looked at. */
    private static final int SETTLE_EVERY = 60;

    private final ComparisonStore store;
    private final NodeStore nodes;
    private final CopyCheck copy;
    private final Ledger ledger;
    private final Recovery recovery;
    private int beats;

    Comparison(NodeStore nodes, Ledger ledger, Recovery recovery, CopyCheck copy) {
        this.store = nodes.comparisons();
        this.nodes = nodes;
        this.copy = copy;
        this.ledger = ledger;
        this.recovery = recovery;
    }

    /** Once a second: finds out whether the database is another one, compares, and ends the comparison when all nodes have. */
    void tend() {
        Optional<LogPosition> before = ledger.databaseWas();
        ComparisonStore.Row row = store.row(ledger.node());
        LogPosition now = nodes.position();
        try {
            if (!row.timeline().equals(now.timeline())) {
                recovery.begin(Optional.of(row.number()), TOOK_OVER);
                ledger.databaseIs(now);
            } else if (before.filter(now::isBehind).isPresent()) {
                recovery.begin(Optional.of(row.number()), Recovery.OLDER);
                ledger.databaseIs(now);
            } else if (row.mine() < row.number()) {
                recovery.compare(row.number());
            } else if (row.comparing()) {
                recovery.end();
            } else if (row.whole() && beats++ % SETTLE_EVERY == 0) {
                recovery.settleFull();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A witness file cannot be read.", e);
        }
    }

    @Transactional(readOnly = true)
    public RecordStanding standing() {
        ComparisonStore.Row row = store.row(ledger.node());
        return new RecordStanding(
                row.comparing(),
                row.copied().isPresent(),
                row.copied().or(row::why),
                row.since(),
                row.restored(),
                row.comparing() ? store.awaited() : List.of());
    }

    /**
     * Goes on without a node that never comes back. What only it knows stays unknown: who was sent something by it in the last moments may get
     * that twice, or no correction.
     *
     * @throws Refused when it is not awaited
     */
    @Transactional
    public void goOnWithout(String node) {
        if (!store.goOnWithout(node)) {
            throw new Refused("Nothing was changed: the node " + node + " is not awaited.");
        }
        log.warn("The comparison goes on without the node {}", node);
        recovery.end();
    }

    /**
     * This server is the real one of two that were one, and goes on with what it has.
     *
     * @throws Refused when it is not taken for a copy
     */
    @Transactional
    public void thisServerIsReal() {
        if (!copy.isReal()) {
            throw new Refused("Nothing was changed: this server is not taken for a copy.");
        }
        log.warn("A person said that this server is the real one");
    }
}
