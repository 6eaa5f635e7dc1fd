package org.belay.smtp;

import java.util.List;

/** What a relay's answers make of one transaction: who is decided, and whose turn it is. It knows no wire. */
final class Answers {
    private final Tally tally;

    private boolean anyoneTaken;
    private boolean anyoneHangsOnData;
    private boolean waiting;
    private boolean leaving;
    private boolean unclean;

    Answers(Tally tally, boolean unclean) {
        this.tally = tally;
        this.unclean = unclean;
    }

    /** The relay has said 354: all before it was in its place, and it wants a message now. */
    boolean waiting() {
        return waiting;
    }

    /** Whether a refused DATA decided somebody's outcome. */
    boolean anyoneHangsOnData() {
        return anyoneHangsOnData;
    }

    /** The relay has said 421. */
    boolean leaving() {
        return leaving;
    }

    /** Whether the relay may hold pieces of an envelope, so that the next must begin with RSET. */
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
            default -> toDot(reply);
        }
    }

    /** The relay leaves with a 421 before it has looked at this transaction. */
    void leave(Reply reply) {
        leaveAt(Stage.MAIL, reply);
    }

    private void leaveAt(Stage stage, Reply reply) {
        leaving = true;
        tally.decideRest(new Outcome.Deferred(stage, reply));
    }

    /** {@link #hear} where no further RCPT has been sent yet: a full transaction need not be asked for more. */
    void hearBeforeTheNext(Question q, Reply reply) throws OutOfStep {
        hear(q, reply);
        if (q.stage() == Stage.RCPT && anyoneTaken && !reply.positive() && reply.tooManyRecipients()) {
            tally.decideFrom(q.recipient() + 1, new Outcome.Deferred(Stage.RCPT, reply)); // asking on costs errors
        }
    }

    /** Something was out of step: replies may have been read one place off. Only a 354 in its place proves the others. */
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
            throw new OutOfStep("the relay does not forget the last envelope: " + reply);
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
            anyoneTaken = true;
        } else if (tally.open(recipient)) { // else MAIL was refused, and this only follows from it
            tally.decide(recipient, Verdict.toRcpt(reply));
        }
    }

    private void toData(Reply reply) throws OutOfStep {
        if (reply.code() == 354) {
            waiting = true;
        } else {
            anyoneHangsOnData = tally.open();
            tally.decideRest(Verdict.toMessage(Stage.DATA, reply));
        }
    }

    private void toDot(Reply reply) throws OutOfStep {
        tally.decideRest(reply.positive() ? new Outcome.Accepted(reply) : Verdict.toMessage(Stage.END, reply));
        unclean = false;
    }
}
