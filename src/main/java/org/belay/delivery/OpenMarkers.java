package org.belay.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The attempts that a worker has requested in a batch and not yet recorded. Whatever fails between claim and outcome,
 * each gets an outcome: without one it would stay in flight for as long as this process lives, because the process
 * remembers it (docs/faults.md, S61).
 */
final class OpenMarkers {

    private final Queue<Ledger.Marking> asked = new ConcurrentLinkedQueue<>();
    private final Queue<DotGate> gates = new ConcurrentLinkedQueue<>();
    private final Set<AttemptId> settled = ConcurrentHashMap.newKeySet();

    Ledger.Marking asked(Ledger.Marking marking) {
        asked.add(marking);
        return marking;
    }

    DotGate guarded(DotGate gate) {
        gates.add(gate);
        return gate;
    }

    void settled(List<Answered> answers) {
        answers.forEach(answer -> settled.add(answer.marker().attempt()));
    }

    /** Records what is left: not sent, or in doubt if the end of data may have been written. Then starts afresh. */
    void settleRest(Consumer<List<Answered>> record) {
        for (Ledger.Marking marking : asked) {
            List<Answered> rest = rest(marking);
            if (!rest.isEmpty()) {
                record.accept(rest);
            }
        }
        asked.clear();
        gates.clear();
        settled.clear();
    }

    private List<Answered> rest(Ledger.Marking marking) {
        var rest = new ArrayList<Answered>();
        try {
            for (Marker marker : marking.await().markers()) {
                if (!settled.contains(marker.attempt())) {
                    rest.add(new Answered(marker, mayHaveBeenSent(marker) ? doubt() : Settled.notSent()));
                }
            }
        } catch (Commits.NotMarked nothingToRecord) {
            // if it was marked after all, it is settled as an orphaned attempt
        }
        return rest;
    }

    private boolean mayHaveBeenSent(Marker marker) {
        return gates.stream().anyMatch(gate -> gate.mayHaveLeft() && gate.guards(marker));
    }

    private static Settled doubt() {
        return Settled.doubt("Belay failed after the final dot");
    }
}
