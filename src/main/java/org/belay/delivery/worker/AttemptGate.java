package org.belay.delivery.worker;

import org.belay.delivery.DispatchId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.MarkedAttempts;
import org.belay.delivery.ledger.PendingMark;
import org.belay.smtp.EndOfDataGate;

/**
 * Last check before the end of data: the attempts, a stop, the journal and the deadline. Afterwards it tells whether
 * the end of data may have been written, whatever else failed.
 */
final class AttemptGate implements EndOfDataGate {

    private final DeliveryLedger ledger;
    private final StopSignals brakes;
    private final DispatchId dispatch;
    private final PendingMark marking;
    private final int people;
    private volatile boolean mayHaveLeft;

    /** @param people number of recipients; unless all of them are marked, the mail is not sent */
    AttemptGate(DeliveryLedger ledger, StopSignals brakes, DispatchId dispatch, PendingMark marking, int people) {
        this.ledger = ledger;
        this.brakes = brakes;
        this.dispatch = dispatch;
        this.marking = marking;
        this.people = people;
    }

    @Override
    public boolean mayEndData() {
        MarkedAttempts marked = marking.await();
        if (marked.markers().size() != people || !brakes.tryEnter(dispatch)) {
            return false;
        }
        try {
            mayHaveLeft = ledger.mayEndData(marked);
            return mayHaveLeft;
        } finally {
            if (!mayHaveLeft) {
                endOfDataWritten();
            }
        }
    }

    /** Whether the end of data may have been written; may be called from any thread. */
    boolean mayHaveEnded() {
        return mayHaveLeft;
    }

    @Override
    public void endOfDataWritten() {
        brakes.exit(dispatch);
    }

    /** Whether this gate belongs to the attempt. */
    boolean isFor(AttemptMarker marker) {
        return marking.marked().isDone() && marking.await().markers().contains(marker);
    }

    /**
     * The outcome to record when the dialogue ended in an exception. Only a message that cannot be encoded is its
     * recipient's failure; a closed connection, a null, a full queue or a lack of memory says nothing about a
     * recipient.
     */
    AttemptOutcome outcomeAfter(Throwable e) {
        if (mayHaveLeft) {
            return AttemptOutcome.inDoubt("Belay failed after the final dot: " + e.getMessage());
        }
        if (e instanceof UnrenderableMessage && people == 1) {
            return AttemptOutcome.unrenderable(String.valueOf(e.getMessage()));
        }
        return e instanceof Error ? AttemptOutcome.notSent() : AttemptOutcome.failed(String.valueOf(e.getMessage()));
    }
}
