package org.belay.delivery;

import org.belay.smtp.Gate;

/**
 * The last look before a dot: the markers, the stop, the witness, the deadline. It knows afterwards whether the dot may have left,
 * whatever else went wrong.
 */
final class DotGate implements Gate {

    private final Ledger ledger;
    private final Brakes brakes;
    private final DispatchId dispatch;
    private final Ledger.Marking marking;
    private final int people;
    private boolean mayHaveLeft;

    /** @param people as many must be marked; where one of them is not, nobody gets it */
    DotGate(Ledger ledger, Brakes brakes, DispatchId dispatch, Ledger.Marking marking, int people) {
        this.ledger = ledger;
        this.brakes = brakes;
        this.dispatch = dispatch;
        this.marking = marking;
        this.people = people;
    }

    @Override
    public boolean open() {
        Ledger.Marked marked = marking.await();
        if (marked.markers().size() != people || !brakes.enter(dispatch)) {
            return false;
        }
        try {
            mayHaveLeft = ledger.mayDot(marked);
            return mayHaveLeft;
        } finally {
            if (!mayHaveLeft) {
                passed();
            }
        }
    }

    @Override
    public void passed() {
        brakes.leave(dispatch);
    }

    /** What is to be written when the dialogue ended in an exception of ours; an error, as of memory, says nothing about the mail. */
    Settled afterFailure(Throwable e) {
        if (mayHaveLeft) {
            return Settled.doubt("Belay failed after the final dot: " + e.getMessage());
        }
        return e instanceof Error ? Settled.notSent() : Settled.unsayable(String.valueOf(e.getMessage()));
    }
}
