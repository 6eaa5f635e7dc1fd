package org.belay.delivery.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.belay.delivery.journal.AnsweredAttempt;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.ledger.PendingMark;

/**
 * The attempts that a worker has requested in a batch and not yet recorded. Whatever fails between claim and outcome,
 * each gets an outcome: without one it would stay in flight for as long as this process lives, because the process
 * remembers it (docs/faults.md, S61).
 */
final class OpenAttempts {

    private final Queue<PendingMark> asked = new ConcurrentLinkedQueue<>();
    private final Queue<AttemptGate> gates = new ConcurrentLinkedQueue<>();
    private final Set<AttemptId> recorded = ConcurrentHashMap.newKeySet();

    PendingMark add(PendingMark marking) {
        asked.add(marking);
        return marking;
    }

    AttemptGate addGate(AttemptGate gate) {
        gates.add(gate);
        return gate;
    }

    void remove(List<AnsweredAttempt> answers) {
        answers.forEach(answer -> recorded.add(answer.marker().attempt()));
    }

    /** Records what is left: not sent, or uncertain if the end of data may have been written. Then starts afresh. */
    void recordRest(Consumer<List<AnsweredAttempt>> record) {
        for (PendingMark marking : asked) {
            List<AnsweredAttempt> rest = rest(marking);
            if (!rest.isEmpty()) {
                record.accept(rest);
            }
        }
        asked.clear();
        gates.clear();
        recorded.clear();
    }

    private List<AnsweredAttempt> rest(PendingMark marking) {
        var rest = new ArrayList<AnsweredAttempt>();
        try {
            for (AttemptMarker marker : marking.await().markers()) {
                if (!recorded.contains(marker.attempt())) {
                    rest.add(new AnsweredAttempt(
                            marker, mayHaveBeenSent(marker) ? uncertain() : AttemptOutcome.notSent()));
                }
            }
        } catch (PendingMark.MarkFailed nothingToRecord) {
            // if it was marked after all, its outcome is recorded as that of an orphaned attempt
        }
        return rest;
    }

    private boolean mayHaveBeenSent(AttemptMarker marker) {
        return gates.stream().anyMatch(gate -> gate.mayHaveEnded() && gate.isFor(marker));
    }

    private static AttemptOutcome uncertain() {
        return AttemptOutcome.inDoubt("Belay failed after the final dot");
    }
}
