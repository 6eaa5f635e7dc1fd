package org.belay.delivery;

import org.belay.smtp.Gate;

/**
 * Last check before the end of data: the attempts, a stop, the journal and the deadline. Afterwards it tells whether
 * the end of data may have been written, whatever else failed.
 */
final class DotGate implements Gate {

    private final Ledger ledger;
    private final Brakes brakes;
    private final DispatchId dispatch;
    private final Ledger.Marking marking;
    private final int people;
    private volatile boolean mayHaveLeft;

    /** @param people number of recipients; unless all of them are marked, the mail is not sent */
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

    /** Whether the end of data may have been written; may be called from any thread. */
    boolean mayHaveLeft() {
        return mayHaveLeft;
    }

    @Override
    public void passed() {
        brakes.leave(dispatch);
    }

    /** Whether this gate belongs to the attempt. */
    boolean guards(Marker marker) {
        return marking.marked().isDone() && marking.await().markers().contains(marker);
    }

    /**
     * The outcome to record when the dialogue ended in an exception. Only a message that cannot be encoded is its
     * recipient's failure; a closed connection, a null, a full queue or a lack of memory says nothing about a
     * recipient.
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
