package org.belay.delivery.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.LedgerStatus;
import org.belay.delivery.cluster.ComparisonStore;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.journal.WalPosition;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.platform.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * After a fail-over, or when the database turns out to be older than what was sent, every node compares its memory and
 * its journals with the database. Until the last node has done so, {@code record_is_complete()} is false and no node
 * marks, claims, or records outcomes of attempts of another node, whatever people request meanwhile. Lost attempts are then on
 * record again, so that no recipient is attempted twice and a correction reaches all recipients who may have the
 * notice.
 */
@Component
public class JournalComparison {

    private static final Logger log = LoggerFactory.getLogger(JournalComparison.class);

    private static final String FAILED_OVER = "Another database server has taken over and may lack the last commits.";

    /** Seconds between two checks of full journal segments. */
    private static final int SETTLE_INTERVAL = 60;

    private final ComparisonStore store;
    private final NodeStore nodes;
    private final ServerCopyCheck copy;
    private final DeliveryLedger ledger;
    private final JournalRecovery recovery;
    private int checks;

    public JournalComparison(NodeStore nodes, DeliveryLedger ledger, JournalRecovery recovery, ServerCopyCheck copy) {
        this.store = nodes.comparisons();
        this.nodes = nodes;
        this.copy = copy;
        this.ledger = ledger;
        this.recovery = recovery;
    }

    /** Once a second: detects a changed database, compares, and ends the comparison when all nodes have compared. */
    public void check() {
        Optional<WalPosition> before = ledger.lastDatabasePosition();
        ComparisonStore.ComparisonRow row = store.current(ledger.node());
        WalPosition now = nodes.walPosition();
        try {
            if (!row.timeline().equals(now.timeline())) {
                recovery.begin(Optional.of(row.number()), FAILED_OVER);
                ledger.resetDatabasePosition(now);
            } else if (before.filter(now::isBehind).isPresent()) {
                recovery.begin(Optional.of(row.number()), JournalRecovery.OLDER);
                ledger.resetDatabasePosition(now);
            } else if (row.comparedByNode() < row.number()) {
                recovery.compare(row.number());
            } else if (row.comparing()) {
                recovery.end();
            } else if (row.isComplete() && checks++ % SETTLE_INTERVAL == 0) {
                recovery.markRecordedSegments();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A journal file cannot be read.", e);
        }
    }

    @Transactional(readOnly = true)
    public LedgerStatus status() {
        ComparisonStore.ComparisonRow row = store.current(ledger.node());
        return new LedgerStatus(
                row.comparing(),
                row.copied().isPresent(),
                row.copied().or(row::why),
                row.since(),
                row.restored(),
                row.comparing() ? store.awaited() : List.of());
    }

    /**
     * Continues without a node that will not come back. What only that node knew stays unknown: a recipient of its last
     * moments may get the mail twice, or no correction.
     *
     * @throws RequestRefused when the comparison does not wait for this node
     */
    @Transactional
    public void goOnWithout(String node) {
        if (!store.goOnWithout(node)) {
            throw new RequestRefused("Nothing was changed: no comparison waits for the node " + node + ".");
        }
        log.warn("The comparison continues without the node {}", node);
        recovery.end();
    }

    /**
     * Confirms that this server is the real one of two copies; it continues with what it has.
     *
     * @throws RequestRefused when this server is not held as a copy
     */
    @Transactional
    public void confirmServer() {
        if (!copy.confirmServer()) {
            throw new RequestRefused("Nothing was changed: this server is not held as a copy.");
        }
        log.warn("A person confirmed that this server is the real one");
    }
}
