package org.belay.delivery.recovery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.JournalReader;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.OutcomeStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what a journal contains with the database, and puts into the database what it lacks. */
final class JournalReplay {

    private static final Logger log = LoggerFactory.getLogger(JournalReplay.class);

    private final DeliveryLedger ledger;
    private final NodeStore store;

    JournalReplay(DeliveryLedger ledger, NodeStore store) {
        this.ledger = ledger;
        this.store = store;
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

    /**
     * Records the outcomes in a segment that the database lacks, and restores the attempts that it does not know.
     *
     * @param journal id of the journal
     * @param remembered attempts of this process whose reply may still arrive
     */
    LostAttempts compare(JournalReader reader, String journal, Set<AttemptId> remembered) throws IOException {
        var lost = new ArrayList<LostAttempts>();
        reader.readParts(part -> lost.add(compare(part, journal, remembered)));
        return lost.stream().reduce(LostAttempts.NOTHING, LostAttempts::plus);
    }

    private LostAttempts compare(
            Map<AttemptId, JournalReader.JournalEntry> part, String journal, Set<AttemptId> remembered) {
        var missing = new ArrayList<JournalReader.EndOfDataEntry>();
        var answers = new ArrayList<OutcomeStore.OutcomeUpdate>();
        for (NodeStore.KnownAttempt one : known(part, journal)) {
            JournalReader.JournalEntry said = entry(part, one.attempt());
            boolean interrupted = one.outcome().isEmpty() && !remembered.contains(one.attempt());
            if (one.missing()) {
                missing.add(said.endOfData().orElseThrow());
            } else if (said.answer().map(one::lacks).orElse(interrupted)) {
                answers.add(new OutcomeStore.OutcomeUpdate(one.attempt(), said.outcome(), Duration.ZERO));
            }
        }
        int restored = missing.isEmpty()
                ? 0
                : ledger.restore(missing, dot -> entry(part, dot.attempt()).outcome(), journal);
        List<AttemptId> recorded = ledger.recordOutcomes(answers);
        if (!recorded.isEmpty()) {
            log.info("Recorded {} outcomes from the journal {}", recorded.size(), journal);
        }
        return new LostAttempts(restored, missing.size() - restored);
    }

    /** Whether the database has all outcomes of a segment. */
    boolean isRecorded(JournalReader reader, String journal) throws IOException {
        var open = new HashSet<AttemptId>();
        reader.readParts(part -> known(part, journal).stream()
                .filter(one -> one.missing()
                        || one.outcome().isEmpty()
                        || entry(part, one.attempt())
                                .answer()
                                .filter(one::lacks)
                                .isPresent())
                .forEach(one -> open.add(one.attempt())));
        return open.isEmpty();
    }

    private static JournalReader.JournalEntry entry(
            Map<AttemptId, JournalReader.JournalEntry> part, AttemptId attempt) {
        return Objects.requireNonNull(part.get(attempt), "only attempts of this part are compared");
    }

    private List<NodeStore.KnownAttempt> known(Map<AttemptId, JournalReader.JournalEntry> part, String journal) {
        return part.isEmpty() ? List.of() : store.knownAttempts(part, journal);
    }
}
