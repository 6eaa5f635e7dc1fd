package org.belay.smtp;

import java.util.List;

/**
 * Applies the replies of a relay to one transaction: which recipients have an outcome, and what must be sent next. Does
 * no input or output.
 */
final class Answers {
    private final Tally tally;

    private boolean anyAccepted;
    private boolean dataRefusalDecided;
    private boolean waiting;
    private boolean leaving;
    private boolean unclean;

    Answers(Tally tally, boolean unclean) {
        this.tally = tally;
        this.unclean = unclean;
    }

    /** The relay has replied 354: all replies before were in their place, and it waits for a message. */
    boolean waiting() {
        return waiting;
    }

    /** Whether a refused DATA decided the outcome of a recipient. */
    boolean dataRefusalDecided() {
        return dataRefusalDecided;
    }

    /** The relay has replied 421. */
    boolean leaving() {
        return leaving;
    }

    /** Whether the relay may hold parts of an envelope, so that the next transaction must begin with RSET. */
    boolean unclean() {
        return unclean;
    }

    void hear(Question q, Reply reply) throws OutOfStep {
        if (reply.closing()) {
            leaveAt(q.stage(), reply);
            return;
        }
        switch (q.stage()) {
            case RSET -> toReset(reply);
            case MAIL -> toMail(reply);
            case RCPT -> toRcpt(q.recipient(), reply);
            case DATA -> toData(reply);
            default -> toEndOfData(reply);
        }
    }

    /** The relay closes with a 421 before it has processed this transaction. */
    void leave(Reply reply) {
        leaveAt(Stage.MAIL, reply);
    }

    private void leaveAt(Stage stage, Reply reply) {
        leaving = true;
        tally.decideRest(new Outcome.Deferred(stage, reply));
    }

    /**
     * {@link #hear} where no further RCPT has been sent yet: after a full transaction, the remaining RCPT commands are
     * not sent.
     */
    void hearBeforeTheNext(Question q, Reply reply) throws OutOfStep {
        hear(q, reply);
        if (q.stage() == Stage.RCPT && anyAccepted && !reply.positive() && reply.tooManyRecipients()) {
            tally.decideFrom(
                    q.recipient() + 1,
                    new Outcome.Deferred(Stage.RCPT, reply)); // further RCPT commands would count as errors
        }
    }

    /**
     * Discards refusals after a protocol error, because replies may have been read one place off. Only a 354 in its
     * place proves the others.
     */
    void disbelieve() {
        if (!waiting) {
            tally.forgetReplies();
        }
    }

    List<Outcome> outcomes() {
        return tally.all();
    }

    private void toReset(Reply reply) throws OutOfStep {
        if (!reply.positive()) {
            throw new OutOfStep("the relay does not reset the last envelope: " + reply);
        }
        unclean = false;
    }

    private void toMail(Reply reply) throws OutOfStep {
        if (reply.positive()) {
            unclean = true;
        } else {
            tally.decideRest(Verdict.toMail(reply));
        }
    }

    private void toRcpt(int recipient, Reply reply) throws OutOfStep {
        if (reply.positive()) {
            anyAccepted = true;
        } else if (tally.open(recipient)) { // otherwise MAIL was refused, and this reply only follows from it
            tally.decide(recipient, Verdict.toRcpt(reply));
        }
    }

    private void toData(Reply reply) throws OutOfStep {
        if (reply.code() == 354) {
            waiting = true;
        } else {
            dataRefusalDecided = tally.open();
            tally.decideRest(Verdict.toMessage(Stage.DATA, reply));
        }
    }

    private void toEndOfData(Reply reply) throws OutOfStep {
        tally.decideRest(reply.positive() ? new Outcome.Accepted(reply) : Verdict.toMessage(Stage.END, reply));
        unclean = false;
    }
}
