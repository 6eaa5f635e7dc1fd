package org.belay.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One transaction on a wire, from MAIL to the answer to its dot. What the answers mean is for {@link Answers}. */
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
        refuseWhatCannotBeSaid();
        this.enquiry = new Enquiry(wire, relay, can, envelope, tally, answers);
    }

    /** Goes through with it; the envelope of {@code next} rides behind the dot, if the dot is given and it can. */
    List<Outcome> hold(Optional<Conversation> next) {
        Optional<Conversation> rider = next.filter(n -> n.enquiry.canRide());
        try {
            if (tally.open()) {
                enquiry.hold();
            }
            if (answers.waiting()) {
                endWaiting(rider);
            }
        } catch (OutOfStep e) {
            answers.disbelieve();
            breakOff(e.getMessage(), rider);
        } catch (IOException e) {
            String lastWords =
                    wire.lastWords().map(r -> "; its last words: " + r).orElse("");
            breakOff(e.getMessage() + lastWords, rider);
        }
        return answers.outcomes();
    }

    boolean isAbout(Transaction offered) {
        return transaction == offered;
    }

    /** Whether its envelope has left behind another's dot. */
    boolean hasBegun() {
        return enquiry.said();
    }

    /** Whether the connection can carry another transaction. */
    boolean inStep() {
        return !broken && !answers.leaving();
    }

    /** Whether the next transaction must begin with RSET. */
    boolean unclean() {
        return answers.unclean();
    }

    private void refuseWhatCannotBeSaid() {
        Optional<String> message = envelope.faultOfMessage();
        for (int i = 0; i < transaction.recipients().size(); i++) {
            Optional<String> fault = message.isPresent() ? message : envelope.faultOfRecipient(i);
            if (fault.isPresent()) {
                tally.decide(i, new Outcome.Rejected(Stage.MAIL, Optional.empty(), fault.get()));
            }
        }
    }

    private void endWaiting(Optional<Conversation> rider) throws IOException {
        if (tally.open()) {
            sendMessage(rider);
        } else {
            // DATA rode behind RCPTs that were all refused, and the relay wants its message: an empty one, for nobody
            answers.hear(DOT, wire.ask(DOT.command(), deadlines.at(Stage.END)));
        }
    }

    private void sendMessage(Optional<Conversation> rider) throws IOException {
        at(Stage.BODY);
        byte[] message = transaction.content().bytes().get();
        Optional<String> fault = transaction.content().later() ? envelope.faultOfBody(message) : Optional.empty();
        if (fault.isPresent()) {
            broken = true; // the relay waits for it: closed, as where the gate says no
            tally.decideRest(new Outcome.Rejected(Stage.BODY, Optional.empty(), fault.get()));
            return;
        }
        byte[] body = Body.stuffed(message);
        wire.note(message.length + " bytes of message");
        wire.write(body, Body.withoutLastLineEnd(body), deadlines.at(Stage.BODY));
        List<String> behind = rider.map(r -> r.enquiry.commands()).orElse(List.of());
        wire.inStep(); // an answer that is here before its dot is no answer to it
        if (!transaction.gate().open()) {
            broken = true; // closed where the dot would go: the only way out of DATA without sending
            tally.decideRest(new Outcome.Withheld());
            return;
        }
        try {
            at(Stage.END); // before the write: from here on the dot may have left
            rider.ifPresent(r -> r.enquiry.ride());
            wire.writeDot(behind, deadlines.at(Stage.BODY));
        } finally {
            transaction.gate().passed();
        }
        Reply reply = wire.read(deadlines.at(Stage.END));
        answers.hear(DOT, reply);
        if (reply.closing()) {
            rider.ifPresent(r -> r.answers.leave(reply));
        }
    }

    private void at(Stage stage) {
        afterTheEnvelope = Optional.of(stage);
    }

    private void breakOff(String why, Optional<Conversation> rider) {
        broken = true;
        Stage stage = afterTheEnvelope.orElse(enquiry.stage());
        tally.decideRest(
                stage == Stage.END
                        ? new Outcome.InDoubt("no complete answer to the final dot: " + why)
                        : new Outcome.Deferred(stage, Optional.empty(), "broke at " + stage + ": " + why));
        rider.filter(Conversation::hasBegun).ifPresent(r -> r.breakOff(why, Optional.empty()));
    }
}
