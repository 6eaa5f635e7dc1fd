package org.belay.smtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One transaction on a wire, from MAIL to the answer to its dot: who was taken, who was not, who may have been. */
final class Conversation {
    private final Wire wire;
    private final Deadlines deadlines;
    private final Envelope envelope;
    private final Transaction transaction;
    private final Tally tally;

    private Stage stage = Stage.MAIL;
    private boolean anyoneTaken;
    private boolean waiting; // 354 was heard: the relay waits for the message
    private boolean inStep = true;
    private boolean unclean;

    Conversation(Wire wire, RelayAddress relay, Capabilities can, Transaction transaction, boolean unclean) {
        this.wire = wire;
        this.deadlines = relay.deadlines();
        this.envelope = new Envelope(transaction, can);
        this.transaction = transaction;
        this.tally = new Tally(transaction.recipients().size());
        this.unclean = unclean;
    }

    List<Outcome> hold() {
        refuseWhatCannotBeSaid();
        try {
            askOneByOne(questions());
            if (waiting) {
                sendMessage();
            }
        } catch (OutOfStep e) {
            if (!waiting) {
                tally.forgetReplies(); // they may have been read one place off; only a 354 in its place proves them
            }
            broken(e);
        } catch (IOException e) {
            broken(e);
        }
        return tally.all();
    }

    /** Whether the relay and we still agree on whose turn it is. */
    boolean inStep() {
        return inStep;
    }

    /** Whether the relay may still hold pieces of this transaction, so that the next must begin with RSET. */
    boolean unclean() {
        return unclean;
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

    private List<Question> questions() {
        var questions = new ArrayList<Question>();
        if (unclean) {
            questions.add(new Question(Stage.RSET, "RSET"));
        }
        questions.add(new Question(Stage.MAIL, envelope.mail()));
        for (int i = 0; i < transaction.recipients().size(); i++) {
            if (tally.open(i)) {
                questions.add(new Question(Stage.RCPT, envelope.rcpt(i), i));
            }
        }
        questions.add(new Question(Stage.DATA, "DATA"));
        return questions;
    }

    /** Asks only while it can still matter to somebody: whoever is undecided at DATA has been taken at RCPT. */
    private void askOneByOne(List<Question> questions) throws IOException {
        for (Question q : questions) {
            boolean matters = q.stage() == Stage.RCPT ? tally.open(q.recipient()) : tally.open();
            if (!matters) {
                continue;
            }
            Reply reply = wire.ask(q.command(), deadlines.at(at(q.stage())));
            hear(q, reply);
            if (q.stage() == Stage.RCPT && anyoneTaken && !reply.positive() && reply.tooManyRecipients()) {
                tally.decideFrom(q.recipient() + 1, new Outcome.Deferred(Stage.RCPT, reply)); // asking on costs errors
            }
        }
    }

    private void hear(Question q, Reply reply) throws OutOfStep {
        if (reply.closing()) {
            inStep = false;
            tally.decideRest(new Outcome.Deferred(q.stage(), reply));
            return;
        }
        switch (q.stage()) {
            case RSET -> {
                if (!reply.positive()) {
                    throw new OutOfStep("the relay does not forget the last envelope: " + reply);
                }
                unclean = false;
            }
            case MAIL -> {
                if (reply.positive()) {
                    unclean = true;
                } else {
                    tally.decideRest(Verdict.toMail(reply));
                }
            }
            case RCPT -> {
                if (reply.positive()) {
                    anyoneTaken = true;
                } else {
                    tally.decide(q.recipient(), Verdict.toRcpt(reply));
                }
            }
            default -> {
                if (reply.code() == 354) {
                    waiting = true;
                } else {
                    tally.decideRest(Verdict.toMessage(Stage.DATA, reply));
                }
            }
        }
    }

    private void sendMessage() throws IOException {
        byte[] body = Body.stuffed(transaction.message());
        at(Stage.BODY);
        wire.note(String.format("%,d bytes of message", transaction.message().length));
        wire.write(body, body.length, deadlines.at(Stage.BODY));
        wire.inStep(); // an answer that is here before its dot is no answer to it
        if (!transaction.mayDot().getAsBoolean()) {
            inStep = false;
            tally.decideRest(new Outcome.Withheld());
            return;
        }
        at(Stage.END); // before the write: from here on the dot may have left
        wire.write(Body.DOT, Body.DOT.length, deadlines.at(Stage.BODY));
        Reply reply = wire.read(deadlines.at(Stage.END));
        tally.decideRest(reply.positive() ? new Outcome.Accepted(reply) : Verdict.toMessage(Stage.END, reply));
        inStep = !reply.closing();
        unclean = false;
    }

    private Stage at(Stage now) {
        stage = now;
        return now;
    }

    private void broken(IOException failure) {
        inStep = false;
        String why = failure instanceof OutOfStep
                ? failure.getMessage()
                : failure.getMessage()
                        + wire.lastWords().map(r -> "; its last words: " + r).orElse("");
        tally.decideRest(
                stage == Stage.END
                        ? new Outcome.InDoubt("no complete answer to the final dot: " + why)
                        : new Outcome.Deferred(stage, Optional.empty(), "broke at " + stage + ": " + why));
    }
}
