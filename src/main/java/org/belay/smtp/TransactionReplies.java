package org.belay.smtp;

import java.util.List;
import org.belay.smtp.wire.ReplyOutOfSync;
import org.belay.smtp.wire.SmtpReply;

/**
 * Applies the replies of a relay to one transaction: which recipients have an outcome, and what must be sent next. Does
 * no input or output.
 */
final class TransactionReplies {
    private final RecipientOutcomes tally;

    private boolean anyAccepted;
    private boolean dataRefusalDecided;
    private boolean waiting;
    private boolean leaving;
    private boolean unclean;

    TransactionReplies(RecipientOutcomes tally, boolean unclean) {
        this.tally = tally;
        this.unclean = unclean;
    }

    /** The relay has replied 354: all replies before were in their place, and it waits for a message. */
    boolean awaitsMessage() {
        return waiting;
    }

    /** Whether a refused DATA decided the outcome of a recipient. */
    boolean dataRefusalDecided() {
        return dataRefusalDecided;
    }

    /** The relay has replied 421. */
    boolean isClosing() {
        return leaving;
    }

    /** Whether the relay may hold parts of an envelope, so that the next transaction must begin with RSET. */
    boolean needsReset() {
        return unclean;
    }

    void accept(EnvelopeCommand q, SmtpReply reply) throws ReplyOutOfSync {
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
    void close(SmtpReply reply) {
        leaveAt(SmtpStage.MAIL, reply);
    }

    private void leaveAt(SmtpStage stage, SmtpReply reply) {
        leaving = true;
        tally.decideRest(new RecipientOutcome.Deferred(stage, reply));
    }

    /**
     * {@link #accept} where no further RCPT has been sent yet: after a full transaction, the remaining RCPT commands are
     * not sent.
     */
    void acceptBeforeNext(EnvelopeCommand q, SmtpReply reply) throws ReplyOutOfSync {
        accept(q, reply);
        if (q.stage() == SmtpStage.RCPT && anyAccepted && !reply.positive() && reply.tooManyRecipients()) {
            tally.decideFrom(
                    q.recipient() + 1,
                    new RecipientOutcome.Deferred(
                            SmtpStage.RCPT, reply)); // further RCPT commands would count as errors
        }
    }

    /**
     * Discards refusals after a protocol error, because replies may have been read one place off. Only a 354 in its
     * place proves the others.
     */
    void discardReplies() {
        if (!waiting) {
            tally.forgetReplies();
        }
    }

    List<RecipientOutcome> outcomes() {
        return tally.all();
    }

    private void toReset(SmtpReply reply) throws ReplyOutOfSync {
        if (!reply.positive()) {
            throw new ReplyOutOfSync("the relay does not reset the last envelope: " + reply);
        }
        unclean = false;
    }

    private void toMail(SmtpReply reply) throws ReplyOutOfSync {
        if (reply.positive()) {
            unclean = true;
        } else {
            tally.decideRest(ReplyClassifier.toMail(reply));
        }
    }

    private void toRcpt(int recipient, SmtpReply reply) throws ReplyOutOfSync {
        if (reply.positive()) {
            anyAccepted = true;
        } else if (tally.open(recipient)) { // otherwise MAIL was refused, and this reply only follows from it
            tally.decide(recipient, ReplyClassifier.toRcpt(reply));
        }
    }

    private void toData(SmtpReply reply) throws ReplyOutOfSync {
        if (reply.code() == 354) {
            waiting = true;
        } else {
            dataRefusalDecided = tally.open();
            tally.decideRest(ReplyClassifier.toMessage(SmtpStage.DATA, reply));
        }
    }

    private void toEndOfData(SmtpReply reply) throws ReplyOutOfSync {
        tally.decideRest(
                reply.positive()
                        ? new RecipientOutcome.Accepted(reply)
                        : ReplyClassifier.toMessage(SmtpStage.END, reply));
        unclean = false;
    }
}
