package org.belay.delivery.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.delivery.cluster.ComparisonStore;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.dispatch.Dispatches;
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
 * the journal does not cover are settled by {@link DeliveryLedger#takeOver}. The same reading restores what a database has lost
 * (see {@link JournalComparison}).
 */
@Component
public class JournalRecovery implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JournalRecovery.class);

    static final String OLDER = "The database is older than what was sent (restored, or it lost commits).";

    private final DeliveryLedger ledger;
    private final NodeStore store;
    private final ComparisonStore comparisons;
    private final Dispatches dispatches;
    private final DeliveryJournal ownJournal;
    private boolean trustsJournals = true;
    private boolean running;

    public JournalRecovery(DeliveryLedger ledger, NodeStore store, Dispatches dispatches, DeliveryJournal ownJournal) {
        this.ledger = ledger;
        this.store = store;
        comparisons = store.comparisons();
        this.dispatches = dispatches;
        this.ownJournal = ownJournal;
    }

    /**
     * What a comparison found missing in the database.
     *
     * @param restored attempts that were restored
     * @param nowhere attempts of mailings or recipients that the database does not know
     */
    record LostAttempts(int restored, int nowhere) {

        static final LostAttempts NOTHING = new LostAttempts(0, 0);

        LostAttempts plus(LostAttempts other) {
            return new LostAttempts(restored + other.restored, nowhere + other.nowhere);
        }

        int all() {
            return restored + nowhere;
        }
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
            LostAttempts lost = readPredecessors();
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
        dispatches.paceFromNow();
        running = true;
    }

    /**
     * Holds everything until every node has compared, and then until a person resumes it.
     *
     * @param after number of the last comparison that the caller knows; if another node has begun the next one, nothing
     *     is done
     */
    void begin(Optional<Integer> after, String why) {
        if (dispatches.beginComparison(after, why)) {
            log.error("{} Everything is held until every node has compared its journals and a person resumes it.", why);
        }
    }

    /** Compares the memory of this process, and all journals in its data directory, with the database. */
    void compare(int number) throws IOException {
        Set<AttemptId> remembered = ledger.fence();
        LostAttempts lost = readAll(remembered);
        ledger.reserveNumbers(remembered);
        comparisons.recordCompared(
                ledger.node(),
                ownJournal.folder().homeId(),
                number,
                lost.all(),
                ownJournal.folder().livingJournals());
        log.warn(
                "Compared with the database: {} attempts were missing, {} of them of mailings or recipients that it does not know",
                lost.all(),
                lost.nowhere());
        end();
    }

    /** Ends the comparison when it waits for no other node. */
    void end() {
        if (comparisons.end(ledger.isSoleProcess())) {
            log.warn(
                    "Every node has compared its journals with the database. Held mailings wait for a person; corrections continue.");
        }
    }

    /** Reads the journals of processes that ran in this data directory and have ended. */
    private LostAttempts readPredecessors() throws IOException {
        LostAttempts lost = LostAttempts.NOTHING;
        for (ProcessJournal journal : ownJournal.folder().endedJournals(ownJournal.id())) {
            lost = lost.plus(readPredecessor(journal));
            ownJournal.folder().recordPosition(store.walPosition());
            ownJournal.folder().settled(journal); // only now: if killed before, all of it is read again
        }
        return lost;
    }

    private LostAttempts readPredecessor(ProcessJournal journal) throws IOException {
        LostAttempts lost = LostAttempts.NOTHING;
        boolean complete = true;
        for (Path segment : journal.segments()) {
            JournalReader testimony = JournalReader.open(segment).orElseThrow();
            lost = lost.plus(compareParts(testimony, journal.id(), Set.of()));
            complete &= testimony.isComplete(DeliveryJournal.bootId());
        }
        if (complete && trustsJournals) {
            List<AttemptId> settled = ledger.recordOutcomes(store.openAttempts(journal.id()).stream()
                    .map(attempt -> new OutcomeStore.OutcomeUpdate(attempt, AttemptOutcome.notSent(), Duration.ZERO))
                    .toList());
            if (!settled.isEmpty()) {
                log.info("{} deliveries had an attempt when Belay ended and were not sent", settled.size());
            }
        }
        return lost;
    }

    /** @param remembered attempts of this process whose reply may still arrive */
    private LostAttempts readAll(Set<AttemptId> remembered) throws IOException {
        LostAttempts lost = readPredecessors();
        ownJournal.startSegment(); // everything noted before is complete now
        for (Path segment : ownJournal.fullSegments()) {
            lost = lost.plus(compareParts(JournalReader.open(segment).orElseThrow(), ownJournal.id(), remembered));
        }
        for (ProcessJournal journal : ownJournal.folder().settled()) {
            for (Path segment : journal.segments()) {
                lost = lost.plus(compareParts(JournalReader.open(segment).orElseThrow(), journal.id(), remembered));
            }
        }
        return lost;
    }

    /**
     * Marks full segments of this process as settled once the database has all their outcomes; they are read again only
     * after a fail-over.
     */
    void settleFullSegments() throws IOException {
        for (Path segment : ownJournal.fullSegments()) {
            WalPosition before = store.walPosition();
            JournalReader testimony = JournalReader.open(segment).orElseThrow();
            var open = new HashSet<AttemptId>();
            testimony.readParts(part -> known(part, ownJournal.id()).stream()
                    .filter(one -> one.missing()
                            || one.outcome().isEmpty()
                            || part.get(one.attempt())
                                    .answer()
                                    .filter(one::lacks)
                                    .isPresent())
                    .forEach(one -> open.add(one.attempt())));
            WalPosition after = store.walPosition(); // every outcome read above precedes this position
            if (open.isEmpty()
                    && testimony.isComplete(DeliveryJournal.bootId())
                    && after.timeline().equals(before.timeline())) {
                ownJournal.folder().recordPosition(after);
                ownJournal.markSettled(segment);
            }
        }
        ownJournal.folder().deleteExpired(Instant.now());
    }

    private LostAttempts compareParts(JournalReader testimony, String journal, Set<AttemptId> remembered)
            throws IOException {
        var lost = new ArrayList<LostAttempts>();
        testimony.readParts(part -> lost.add(compareParts(part, journal, remembered)));
        return lost.stream().reduce(LostAttempts.NOTHING, LostAttempts::plus);
    }

    private LostAttempts compareParts(
            Map<AttemptId, JournalReader.JournalEntry> part, String journal, Set<AttemptId> remembered) {
        var missing = new ArrayList<JournalReader.EndOfDataEntry>();
        var answers = new ArrayList<OutcomeStore.OutcomeUpdate>();
        for (NodeStore.KnownAttempt one : known(part, journal)) {
            JournalReader.JournalEntry said = part.get(one.attempt());
            boolean interrupted = one.outcome().isEmpty() && !remembered.contains(one.attempt());
            if (one.missing()) {
                missing.add(said.endOfData().orElseThrow());
            } else if (said.answer().map(one::lacks).orElse(interrupted)) {
                answers.add(new OutcomeStore.OutcomeUpdate(one.attempt(), said.outcome(), Duration.ZERO));
            }
        }
        int restored = missing.isEmpty()
                ? 0
                : ledger.restore(missing, dot -> part.get(dot.attempt()).outcome(), journal);
        List<AttemptId> settled = ledger.recordOutcomes(answers);
        if (!settled.isEmpty()) {
            log.info("Recorded {} outcomes from the journal {}", settled.size(), journal);
        }
        return new LostAttempts(restored, missing.size() - restored);
    }

    private List<NodeStore.KnownAttempt> known(Map<AttemptId, JournalReader.JournalEntry> part, String journal) {
        return part.isEmpty() ? List.of() : store.knownAttempts(part, journal);
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
