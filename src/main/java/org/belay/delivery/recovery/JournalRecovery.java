package org.belay.delivery.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.belay.delivery.cluster.ComparisonStore;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.dispatch.DispatchPace;
import org.belay.delivery.dispatch.SendingHolds;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.DeliveryJournal;
import org.belay.delivery.journal.JournalFolder.ProcessJournal;
import org.belay.delivery.journal.JournalReader;
import org.belay.delivery.journal.WalPosition;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.OutcomeStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Records what a predecessor left between attempt and outcome, before anything is sent: from its journal. Attempts that
 * the journal does not cover get an outcome by {@link DeliveryLedger#takeOver}. The same reading restores what a database has lost
 * (see {@link JournalComparison}).
 */
@Component
public class JournalRecovery implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JournalRecovery.class);

    static final String OLDER = "The database is older than what was sent (restored, or it lost commits).";

    private final DeliveryLedger ledger;
    private final NodeStore store;
    private final ComparisonStore comparisons;
    private final SendingHolds holds;
    private final DispatchPace pace;
    private final DeliveryJournal ownJournal;
    private final JournalReplay replay;
    private boolean trustsJournals = true;
    private boolean running;

    public JournalRecovery(
            DeliveryLedger ledger, NodeStore store, SendingHolds holds, DispatchPace pace, DeliveryJournal ownJournal) {
        this.ledger = ledger;
        this.store = store;
        comparisons = store.comparisons();
        this.holds = holds;
        this.pace = pace;
        this.ownJournal = ownJournal;
        replay = new JournalReplay(ledger, store);
    }

    @Override
    public void start() {
        try {
            store.registerJournal(ledger.node(), ownJournal.folder().homeId(), ownJournal.id(), host());
            trustsJournals = comparisons
                    .current(ledger.node())
                    .copied()
                    .isEmpty(); // a copy does not know what its original has sent since
            boolean databaseIsBehind = ownJournal
                    .folder()
                    .lastSeenPosition()
                    .filter(store.walPosition()::isBehind)
                    .isPresent();
            JournalReplay.LostAttempts lost = readPredecessors();
            if (databaseIsBehind || lost.all() > 0) {
                begin(Optional.empty(), OLDER);
                compare(comparisons.current(ledger.node()).number());
            } else {
                comparisons.markCompared(ledger.node());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The journal files in " + ownJournal.folder().folder() + " cannot be read.", e);
        }
        ledger.freeBatches(Set.of());
        pace.paceFromNow();
        running = true;
    }

    /**
     * Holds everything until every node has compared, and then until a person resumes it.
     *
     * @param after number of the last comparison that the caller knows; if another node has begun the next one, nothing
     *     is done
     */
    void begin(Optional<Integer> after, String why) {
        if (holds.beginComparison(after, why)) {
            log.error("{} Everything is held until every node has compared its journals and a person resumes it.", why);
        }
    }

    /** Compares the memory of this process, and all journals in its data directory, with the database. */
    void compare(int number) throws IOException {
        Set<AttemptId> remembered = ledger.fence();
        JournalReplay.LostAttempts lost = readAll(remembered);
        ledger.reserveNumbers(remembered);
        comparisons.recordCompared(
                ledger.node(),
                ownJournal.folder().homeId(),
                number,
                lost.all(),
                ownJournal.folder().livingJournals());
        log.warn(
                "Compared with the database: {} attempts were missing, {} of them of mailings or recipients that it"
                        + " does not know",
                lost.all(),
                lost.nowhere());
        end();
    }

    /** Ends the comparison when it waits for no other node. */
    void end() {
        if (comparisons.end(ledger.isSoleProcess())) {
            log.warn("Every node has compared its journals with the database. Held mailings wait for a person;"
                    + " corrections continue.");
        }
    }

    /** Reads the journals of processes that ran in this data directory and have ended. */
    private JournalReplay.LostAttempts readPredecessors() throws IOException {
        JournalReplay.LostAttempts lost = JournalReplay.LostAttempts.NOTHING;
        for (ProcessJournal journal : ownJournal.folder().endedJournals(ownJournal.id())) {
            lost = lost.plus(readPredecessor(journal));
            ownJournal.folder().recordPosition(store.walPosition());
            ownJournal.folder().markRecorded(journal); // only now: if killed before, all of it is read again
        }
        return lost;
    }

    private JournalReplay.LostAttempts readPredecessor(ProcessJournal journal) throws IOException {
        JournalReplay.LostAttempts lost = JournalReplay.LostAttempts.NOTHING;
        boolean complete = true;
        for (Path segment : journal.segments()) {
            JournalReader reader = JournalReader.open(segment).orElseThrow();
            lost = lost.plus(replay.compare(reader, journal.id(), Set.of()));
            complete &= reader.isComplete(DeliveryJournal.bootId());
        }
        if (complete && trustsJournals) {
            List<AttemptId> recorded = ledger.recordOutcomes(store.openAttempts(journal.id()).stream()
                    .map(attempt -> new OutcomeStore.OutcomeUpdate(attempt, AttemptOutcome.notSent(), Duration.ZERO))
                    .toList());
            if (!recorded.isEmpty()) {
                log.info("{} deliveries had an attempt when Belay ended and were not sent", recorded.size());
            }
        }
        return lost;
    }

    /** @param remembered attempts of this process whose reply may still arrive */
    private JournalReplay.LostAttempts readAll(Set<AttemptId> remembered) throws IOException {
        JournalReplay.LostAttempts lost = readPredecessors();
        ownJournal.startSegment(); // everything noted before is complete now
        for (Path segment : ownJournal.fullSegments()) {
            lost = lost.plus(replay.compare(JournalReader.open(segment).orElseThrow(), ownJournal.id(), remembered));
        }
        for (ProcessJournal journal : ownJournal.folder().recordedJournals()) {
            for (Path segment : journal.segments()) {
                lost = lost.plus(replay.compare(JournalReader.open(segment).orElseThrow(), journal.id(), remembered));
            }
        }
        return lost;
    }

    /**
     * Marks full segments of this process as recorded once the database has all their outcomes; they are read again only
     * after a fail-over.
     */
    void markRecordedSegments() throws IOException {
        for (Path segment : ownJournal.fullSegments()) {
            WalPosition before = store.walPosition();
            JournalReader reader = JournalReader.open(segment).orElseThrow();
            boolean recorded = replay.isRecorded(reader, ownJournal.id());
            WalPosition after = store.walPosition(); // every outcome read above precedes this position
            if (recorded
                    && reader.isComplete(DeliveryJournal.bootId())
                    && after.timeline().equals(before.timeline())) {
                ownJournal.folder().recordPosition(after);
                ownJournal.markRecorded(segment);
            }
        }
        ownJournal.folder().deleteExpired(Instant.now());
    }

    /** A host may be unable to look up its own name. */
    private static String host() {
        try {
            return java.net.InetAddress.getLocalHost().getHostName();
        } catch (java.net.UnknownHostException e) {
            return "unknown host";
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything else that runs, but after the check whether this server is a copy. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }
}
