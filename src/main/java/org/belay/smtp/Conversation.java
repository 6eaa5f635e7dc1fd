package org.belay.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One transaction on a connection, from MAIL to the reply to the end of data. {@link Answers} interprets the replies.
 */
final class Conversation {
    private static final Question DOT = new Question(Stage.END, ".");

    private final Wire wire;
    private final Deadlines deadlines;
    private final Transaction transaction;
    private final Tally tally;
    private final Answers answers;
    private final Envelope envelope;
    private final Enquiry enquiry;

    private Optional<Stage> afterTheEnvelope = Optional.empty();
    private boolean broken;

    Conversation(Wire wire, RelayAddress relay, Capabilities can, Transaction transaction, boolean unclean) {
        this.wire = wire;
        this.deadlines = relay.deadlines();
        this.transaction = transaction;
        this.tally = new Tally(transaction.recipients().size());
        this.answers = new Answers(tally, unclean);
        this.envelope = new Envelope(transaction, can);
        refuseUnsendable();
        this.enquiry = new Enquiry(wire, relay, can, envelope, tally, answers);
    }

    /** Runs the transaction; the envelope of {@code next} is sent directly behind the final dot if possible. */
    List<Outcome> hold(Optional<Conversation> next) {
        Optional<Conversation> follower = next.filter(n -> n.enquiry.canRide());
        try {
            if (tally.open()) {
                enquiry.hold();
            }
            if (answers.waiting()) {
                sendOrEndData(follower);
            }
        } catch (OutOfStep e) {
            answers.disbelieve();
            breakOff(e.getMessage(), follower);
        } catch (IOException e) {
            String lastWords =
                    wire.lastWords().map(r -> "; its last reply: " + r).orElse("");
            breakOff(e.getMessage() + lastWords, follower);
        }
        return answers.outcomes();
    }

    boolean isAbout(Transaction offered) {
        return transaction == offered;
    }

    /** Whether its envelope was sent behind the final dot of another transaction. */
    boolean hasBegun() {
        return enquiry.sent();
    }

    /** Whether the connection can carry another transaction. */
    boolean inStep() {
        return !broken && !answers.leaving();
    }

    /** Whether the next transaction must begin with RSET. */
    boolean unclean() {
        return answers.unclean();
    }

    private void refuseUnsendable() {
        Optional<String> message = envelope.faultOfMessage();
        for (int i = 0; i < transaction.recipients().size(); i++) {
            Optional<String> fault = message.isPresent() ? message : envelope.faultOfRecipient(i);
            if (fault.isPresent()) {
                tally.decide(i, new Outcome.Rejected(Stage.MAIL, Optional.empty(), fault.get()));
            }
        }
    }

    private void sendOrEndData(Optional<Conversation> follower) throws IOException {
        if (tally.open()) {
            sendMessage(follower);
        } else {
            // DATA was pipelined behind RCPT commands that were all refused, and the relay waits for a message: send an
            // empty one
            answers.hear(DOT, wire.ask(DOT.command(), deadlines.at(Stage.END)));
        }
    }

    private void sendMessage(Optional<Conversation> follower) throws IOException {
        at(Stage.BODY);
        byte[] message = transaction.content().bytes().get();
        Optional<String> fault = transaction.content().later() ? envelope.faultOfBody(message) : Optional.empty();
        if (fault.isPresent()) {
            broken = true; // the relay waits for the message: closed, as after a refusal by the gate
            tally.decideRest(new Outcome.Rejected(Stage.BODY, Optional.empty(), fault.get()));
            return;
        }
        byte[] body = Body.stuffed(message);
        wire.note(message.length + " bytes of message");
        wire.write(body, Body.withoutLastLineEnd(body), deadlines.at(Stage.BODY));
        List<String> behind = follower.map(r -> r.enquiry.commands()).orElse(List.of());
        wire.inStep(); // a reply that is here before the final dot is not a reply to it
        if (!transaction.gate().open()) {
            broken = true; // closing the connection before the final dot is the only way to leave DATA without sending
            tally.decideRest(new Outcome.Withheld());
            return;
        }
        try {
            at(Stage.END); // before the write: from here on the end of data may have been sent
            follower.ifPresent(r -> r.enquiry.ride());
            wire.writeDot(behind, deadlines.at(Stage.BODY));
        } finally {
            transaction.gate().passed();
        }
        Reply reply = wire.read(deadlines.at(Stage.END));
        answers.hear(DOT, reply);
        if (reply.closing()) {
            follower.ifPresent(r -> r.answers.leave(reply));
        }
    }

    private void at(Stage stage) {
        afterTheEnvelope = Optional.of(stage);
    }

    private void breakOff(String why, Optional<Conversation> follower) {
        broken = true;
        Stage stage = afterTheEnvelope.orElse(enquiry.stage());
        tally.decideRest(
                stage == Stage.END
                        ? new Outcome.InDoubt("no complete reply to the final dot: " + why)
                        : new Outcome.Deferred(stage, Optional.empty(), "broke at " + stage + ": " + why));
        follower.filter(Conversation::hasBegun).ifPresent(r -> r.breakOff(why, Optional.empty()));
    }
}
