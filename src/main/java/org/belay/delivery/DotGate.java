package org.belay.delivery;

import java.time.Instant;
import org.belay.smtp.Gate;

/**
 * The last look before a dot: the stop, the witness, the deadline. It knows afterwards whether the dot may have left, whatever else
 * went wrong.
 */
final class DotGate implements Gate {

    private final Ledger ledger;
    private final Brakes brakes;
    private final Ledger.Marked marked;
    private boolean mayHaveLeft;

    DotGate(Ledger ledger, Brakes brakes, Ledger.Marked marked) {
        this.ledger = ledger;
        this.brakes = brakes;
        this.marked = marked;
    }

    @Override
    public boolean open() {
        if (!brakes.enter(marked.batch().dispatch())) {
            return false;
        }
        mayHaveLeft = ledger.mayDot(marked);
        if (!mayHaveLeft) {
            passed();
        }
        return mayHaveLeft;
    }

    @Override
    public void passed() {
        brakes.leave(marked.batch().dispatch());
    }

    /** What is to be written when the dialogue ended in an exception of ours. */
    Settled afterFailure(RuntimeException e) {
        return mayHaveLeft
                ? Settled.doubt("Belay failed after the final dot: " + e.getMessage(), Instant.now())
                : Settled.unsayable(String.valueOf(e.getMessage()));
    }
}
