package org.belay.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.belay.smtp.wire.DotStuffing;
import org.belay.smtp.wire.ReplyOutOfSync;
import org.belay.smtp.wire.SmtpChannel;
import org.belay.smtp.wire.SmtpReply;

/**
 * One transaction on a connection, from MAIL to the reply to the end of data. {@link TransactionReplies} interprets the replies.
 */
final class TransactionDialogue {
    private static final EnvelopeCommand DOT = new EnvelopeCommand(SmtpStage.END, ".");

    private final SmtpChannel wire;
    private final StageDeadlines deadlines;
    private final SmtpTransaction transaction;
    private final RecipientOutcomes tally;
    private final TransactionReplies answers;
    private final EnvelopeEncoder envelope;
    private final EnvelopeExchange enquiry;

    private Optional<SmtpStage> afterTheEnvelope = Optional.empty();
    private boolean broken;

    TransactionDialogue(
            SmtpChannel wire, RelayAddress relay, EhloCapabilities can, SmtpTransaction transaction, boolean unclean) {
        this.wire = wire;
        this.deadlines = relay.deadlines();
        this.transaction = transaction;
        this.tally = new RecipientOutcomes(transaction.recipients().size());
        this.answers = new TransactionReplies(tally, unclean);
        this.envelope = new EnvelopeEncoder(transaction, can);
        refuseUnsendable();
        this.enquiry = new EnvelopeExchange(wire, relay, can, envelope, tally, answers);
    }

    /** Runs the transaction; the envelope of {@code next} is sent directly behind the final dot if possible. */
    List<RecipientOutcome> run(Optional<TransactionDialogue> next) {
        Optional<TransactionDialogue> follower = next.filter(n -> n.enquiry.canPipeline());
        try {
            if (tally.open()) {
                enquiry.run();
            }
            if (answers.awaitsMessage()) {
                sendOrEndData(follower);
            }
        } catch (ReplyOutOfSync e) {
            answers.discardReplies();
            breakOff(Objects.requireNonNullElse(e.getMessage(), e.toString()), follower);
        } catch (IOException e) {
            String lastWords =
                    wire.lastReply().map(r -> "; its last reply: " + r).orElse("");
            breakOff(e.getMessage() + lastWords, follower);
        }
        return answers.outcomes();
    }

    boolean isAbout(SmtpTransaction offered) {
        return transaction == offered;
    }

    /** Whether its envelope was sent behind the final dot of another transaction. */
    boolean isStarted() {
        return enquiry.isSent();
    }

    /** Whether the connection can carry another transaction. */
    boolean isInStep() {
        return !broken && !answers.isClosing();
    }

    /** Whether the next transaction must begin with RSET. */
    boolean needsReset() {
        return answers.needsReset();
    }

    private void refuseUnsendable() {
        Optional<String> message = envelope.messageProblem();
        for (int i = 0; i < transaction.recipients().size(); i++) {
            Optional<String> fault = message.isPresent() ? message : envelope.recipientProblem(i);
            if (fault.isPresent()) {
                tally.decide(i, new RecipientOutcome.Rejected(SmtpStage.MAIL, Optional.empty(), fault.get()));
            }
        }
    }

    private void sendOrEndData(Optional<TransactionDialogue> follower) throws IOException {
        if (tally.open()) {
            sendMessage(follower);
        } else {
            // DATA was pipelined behind RCPT commands that were all refused, and the relay waits for a message: send an
            // empty one
            answers.accept(DOT, wire.ask(DOT.command(), deadlines.at(SmtpStage.END)));
        }
    }

    private void sendMessage(Optional<TransactionDialogue> follower) throws IOException {
        at(SmtpStage.BODY);
        byte[] message = transaction.content().bytes().get();
        Optional<String> fault = transaction.content().later() ? envelope.bodyProblem(message) : Optional.empty();
        if (fault.isPresent()) {
            broken = true; // the relay waits for the message: closed, as after a refusal by the gate
            tally.decideRest(new RecipientOutcome.Rejected(SmtpStage.BODY, Optional.empty(), fault.get()));
            return;
        }
        byte[] body = DotStuffing.stuff(message);
        wire.addNote(message.length + " bytes of message");
        wire.write(body, DotStuffing.withoutLastLineEnd(body), deadlines.at(SmtpStage.BODY));
        List<String> behind = follower.map(r -> r.enquiry.commands()).orElse(List.of());
        wire.requireNoInput(); // a reply that is here before the final dot is not a reply to it
        if (!transaction.gate().mayEndData()) {
            broken = true; // closing the connection before the final dot is the only way to leave DATA without sending
            tally.decideRest(new RecipientOutcome.Withheld());
            return;
        }
        try {
            at(SmtpStage.END); // before the write: from here on the end of data may have been sent
            follower.ifPresent(r -> r.enquiry.pipelined());
            wire.writeEndOfData(behind, deadlines.at(SmtpStage.BODY));
        } finally {
            transaction.gate().endOfDataWritten();
        }
        SmtpReply reply = wire.read(deadlines.at(SmtpStage.END));
        answers.accept(DOT, reply);
        if (reply.closing()) {
            follower.ifPresent(r -> r.answers.close(reply));
        }
    }

    private void at(SmtpStage stage) {
        afterTheEnvelope = Optional.of(stage);
    }

    private void breakOff(String why, Optional<TransactionDialogue> follower) {
        broken = true;
        SmtpStage stage = afterTheEnvelope.orElse(enquiry.stage());
        tally.decideRest(
                stage == SmtpStage.END
                        ? new RecipientOutcome.InDoubt("no complete reply to the final dot: " + why)
                        : new RecipientOutcome.Deferred(stage, Optional.empty(), "broke at " + stage + ": " + why));
        follower.filter(TransactionDialogue::isStarted).ifPresent(r -> r.breakOff(why, Optional.empty()));
    }
}
