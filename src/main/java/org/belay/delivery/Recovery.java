package org.belay.delivery;

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
import org.belay.delivery.JournalFolder.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Records what a predecessor left between attempt and outcome, before anything is sent: from its journal. Attempts that
 * the journal does not cover are settled by {@link Ledger#takeOver}. The same reading restores what a database has lost
 * (see {@link Comparison}).
 */
@Component
class Recovery implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    static final String OLDER = "The database is older than what was sent (restored, or it lost commits).";

    private final Ledger ledger;
    private final NodeStore store;
    private final ComparisonStore comparisons;
    private final Dispatches dispatches;
    private final Witness witness;
    private boolean trustsJournals = true;
    private boolean running;

    Recovery(Ledger ledger, NodeStore store, Dispatches dispatches, Witness witness) {
        this.ledger = ledger;
        this.store = store;
        comparisons = store.comparisons();
        this.dispatches = dispatches;
        this.witness = witness;
    }

    /**
     * What a comparison found missing in the database.
     *
     * @param restored attempts that were restored
     * @param nowhere attempts of mailings or recipients that the database does not know
     */
    record Lost(int restored, int nowhere) {

        static final Lost NOTHING = new Lost(0, 0);

        Lost plus(Lost other) {
            return new Lost(restored + other.restored, nowhere + other.nowhere);
        }

        int all() {
            return restored + nowhere;
        }
    }

    @Override
    public void start() {
        try {
            store.livesAt(ledger.node(), witness.folder().home(), witness.id(), host());
            trustsJournals = comparisons
                    .row(ledger.node())
                    .copied()
                    .isEmpty(); // a copy does not know what its original has sent since
            boolean databaseIsBehind =
                    witness.folder().seen().filter(store.position()::isBehind).isPresent();
            Lost lost = readPredecessors();
            if (databaseIsBehind || lost.all() > 0) {
                begin(Optional.empty(), OLDER);
                compare(comparisons.row(ledger.node()).number());
            } else {
                comparisons.startsWhole(ledger.node());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The journal files in " + witness.folder().folder() + " cannot be read.", e);
        }
        ledger.free(Set.of());
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
        if (dispatches.recordIsBehind(after, why)) {
            log.error("{} Everything is held until every node has compared its journals and a person resumes it.", why);
        }
    }

    /** Compares the memory of this process, and all journals in its data directory, with the database. */
    void compare(int number) throws IOException {
        Set<AttemptId> remembered = ledger.fence();
        Lost lost = readAll(remembered);
        ledger.numberBeyond(remembered);
        comparisons.compared(
                ledger.node(),
                witness.folder().home(),
                number,
                lost.all(),
                witness.folder().living());
        log.warn(
                "Compared with the database: {} attempts were missing, {} of them of mailings or recipients that it does not know",
                lost.all(),
                lost.nowhere());
        end();
    }

    /** Ends the comparison when it waits for no other node. */
    void end() {
        if (comparisons.end(ledger.alone())) {
            log.warn(
                    "Every node has compared its journals with the database. Held mailings wait for a person; corrections continue.");
        }
    }

    /** Reads the journals of processes that ran in this data directory and have ended. */
    private Lost readPredecessors() throws IOException {
        Lost lost = Lost.NOTHING;
        for (Journal journal : witness.folder().left(witness.id())) {
            lost = lost.plus(readPredecessor(journal));
            witness.folder().saw(store.position());
            witness.folder().settled(journal); // only now: if killed before, all of it is read again
        }
        return lost;
    }

    private Lost readPredecessor(Journal journal) throws IOException {
        Lost lost = Lost.NOTHING;
        boolean complete = true;
        for (Path segment : journal.segments()) {
            Testimony testimony = Testimony.of(segment).orElseThrow();
            lost = lost.plus(compareParts(testimony, journal.id(), Set.of()));
            complete &= testimony.missesNothing(Witness.boot());
        }
        if (complete && trustsJournals) {
            List<AttemptId> settled = ledger.settle(store.open(journal.id()).stream()
                    .map(attempt -> new OutcomeStore.Answer(attempt, Settled.notSent(), Duration.ZERO))
                    .toList());
            if (!settled.isEmpty()) {
                log.info("{} deliveries had an attempt when Belay ended and were not sent", settled.size());
            }
        }
        return lost;
    }

    /** @param remembered attempts of this process whose reply may still arrive */
    private Lost readAll(Set<AttemptId> remembered) throws IOException {
        Lost lost = readPredecessors();
        witness.next(); // everything noted before is complete now
        for (Path segment : witness.full()) {
            lost = lost.plus(compareParts(Testimony.of(segment).orElseThrow(), witness.id(), remembered));
        }
        for (Journal journal : witness.folder().settled()) {
            for (Path segment : journal.segments()) {
                lost = lost.plus(compareParts(Testimony.of(segment).orElseThrow(), journal.id(), remembered));
            }
        }
        return lost;
    }

    /**
     * Marks full segments of this process as settled once the database has all their outcomes; they are read again only
     * after a fail-over.
     */
    void settleFull() throws IOException {
        for (Path segment : witness.full()) {
            LogPosition before = store.position();
            Testimony testimony = Testimony.of(segment).orElseThrow();
            var open = new HashSet<AttemptId>();
            testimony.hear(part -> known(part, witness.id()).stream()
                    .filter(one -> one.missing()
                            || one.outcome().isEmpty()
                            || part.get(one.attempt())
                                    .answer()
                                    .filter(one::lacks)
                                    .isPresent())
                    .forEach(one -> open.add(one.attempt())));
            LogPosition after = store.position(); // every outcome read above precedes this position
            if (open.isEmpty()
                    && testimony.missesNothing(Witness.boot())
                    && after.timeline().equals(before.timeline())) {
                witness.folder().saw(after);
                witness.settled(segment);
            }
        }
        witness.folder().deleteOld(Instant.now());
    }

    private Lost compareParts(Testimony testimony, String journal, Set<AttemptId> remembered) throws IOException {
        var lost = new ArrayList<Lost>();
        testimony.hear(part -> lost.add(compareParts(part, journal, remembered)));
        return lost.stream().reduce(Lost.NOTHING, Lost::plus);
    }

    private Lost compareParts(Map<AttemptId, Testimony.Said> part, String journal, Set<AttemptId> remembered) {
        var missing = new ArrayList<Testimony.Dot>();
        var answers = new ArrayList<OutcomeStore.Answer>();
        for (NodeStore.Known one : known(part, journal)) {
            Testimony.Said said = part.get(one.attempt());
            boolean interrupted = one.outcome().isEmpty() && !remembered.contains(one.attempt());
            if (one.missing()) {
                missing.add(said.dot().orElseThrow());
            } else if (said.answer().map(one::lacks).orElse(interrupted)) {
                answers.add(new OutcomeStore.Answer(one.attempt(), said.settled(), Duration.ZERO));
            }
        }
        int restored = missing.isEmpty()
                ? 0
                : ledger.restore(missing, dot -> part.get(dot.attempt()).settled(), journal);
        List<AttemptId> settled = ledger.settle(answers);
        if (!settled.isEmpty()) {
            log.info("Recorded {} outcomes from the journal {}", settled.size(), journal);
        }
        return new Lost(restored, missing.size() - restored);
    }

    private List<NodeStore.Known> known(Map<AttemptId, Testimony.Said> part, String journal) {
        return part.isEmpty() ? List.of() : store.known(part, journal);
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
