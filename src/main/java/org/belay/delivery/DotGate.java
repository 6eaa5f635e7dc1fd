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
    private volatile boolean mayHaveLeft;

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

    /** Whether the dot may have left; asked from any thread. */
    boolean mayHaveLeft() {
        return mayHaveLeft;
    }

    @Override
    public void passed() {
        brakes.leave(dispatch);
    }

    /** Whether this gate guards an attempt. */
    boolean guards(Marker marker) {
        return marking.marked().isDone() && marking.await().markers().contains(marker);
    }

    /**
     * What is to be written when the dialogue ended in an exception of ours. Only where this one message cannot be written as a mail is that
     * its person's; a closed connection, a null, a full queue or a lack of memory says nothing about anybody.
     */
    Settled afterFailure(Throwable e) {
        if (mayHaveLeft) {
            return Settled.doubt("Belay failed after the final dot: " + e.getMessage());
        }
        if (e instanceof Unrenderable && people == 1) {
            return Settled.unsayable(String.valueOf(e.getMessage()));
        }
        return e instanceof Error ? Settled.notSent() : Settled.failed(String.valueOf(e.getMessage()));
    }
}
