package org.belay.smtp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One transaction on a wire, from MAIL to the answer to its dot. What the answers mean is for {@link Answers}. */
final class Conversation {
    /** Commands sent and not yet answered; so many answers fit into the buffers between two machines. */
    private static final int WINDOW = 500;

    private static final int BURST = 4 * 1024;

    private static final Question RESET = new Question(Stage.RSET, "RSET");
    private static final Question DATA = new Question(Stage.DATA, "DATA");
    private static final Question DOT = new Question(Stage.END, ".");

    private final Wire wire;
    private final Deadlines deadlines;
    private final Envelope envelope;
    private final Transaction transaction;
    private final boolean pipelining;
    private final Tally tally;
    private final Answers answers;

    private Stage stage = Stage.MAIL;
    private boolean broken;

    Conversation(Wire wire, RelayAddress relay, Capabilities can, Transaction transaction, boolean unclean) {
        this.wire = wire;
        this.deadlines = relay.deadlines();
        this.envelope = new Envelope(transaction, can);
        this.transaction = transaction;
        this.pipelining = can.pipelining();
        this.tally = new Tally(transaction.recipients().size());
        this.answers = new Answers(tally, unclean);
    }

    List<Outcome> hold() {
        refuseWhatCannotBeSaid();
        try {
            if (tally.open()) {
                askEnvelope();
            }
            if (answers.waiting()) {
                endWaiting();
            }
        } catch (OutOfStep e) {
            answers.disbelieve();
            breakOff(e.getMessage());
        } catch (IOException e) {
            breakOff(e.getMessage()
                    + wire.lastWords().map(r -> "; its last words: " + r).orElse(""));
        }
        return answers.outcomes();
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

    private List<Question> questions() {
        var questions = new ArrayList<Question>();
        if (answers.unclean()) {
            questions.add(RESET);
        }
        questions.add(new Question(Stage.MAIL, envelope.mail()));
        for (int i = 0; i < transaction.recipients().size(); i++) {
            if (tally.open(i)) {
                questions.add(new Question(Stage.RCPT, envelope.rcpt(i), i));
            }
        }
        questions.add(DATA);
        return questions;
    }

    private void askEnvelope() throws IOException {
        if (pipelining) {
            askTogether(questions());
        } else {
            askOneByOne(questions());
        }
        if (answers.anyoneHangsOnData() && inStep()) {
            // A refusal of so many must be in its place: were one reply too many before it, RSET would read 354.
            answers.hear(RESET, wire.ask(RESET.command(), deadlines.at(Stage.RSET)));
        }
    }

    /** Asks only while it can still matter to somebody: whoever is undecided at DATA has been taken at RCPT. */
    private void askOneByOne(List<Question> questions) throws IOException {
        for (Question q : questions) {
            boolean matters = q.stage() == Stage.RCPT ? tally.open(q.recipient()) : tally.open();
            if (matters) {
                answers.hearBeforeTheNext(q, wire.ask(q.command(), deadlines.at(at(q.stage()))));
            }
        }
    }

    /** The envelope in one round trip (RFC 2920). Answers are read while the rest is written: nobody waits for a buffer. */
    private void askTogether(List<Question> questions) throws IOException {
        wire.inStep();
        var unanswered = new ArrayDeque<Question>();
        var burst = new ArrayList<String>();
        int size = 0;
        for (Question q : questions) {
            unanswered.add(q);
            burst.add(q.command());
            size += q.command().length();
            if (size > BURST || q == DATA) {
                at(unanswered.element().stage()); // where a failure leaves us is where the answers stopped
                wire.send(burst, deadlines.at(Stage.BODY));
                burst.clear();
                size = 0;
                while (unanswered.size() > WINDOW || (!unanswered.isEmpty() && wire.hasMore())) {
                    if (!hearNext(unanswered)) {
                        return;
                    }
                }
            }
        }
        while (!unanswered.isEmpty() && hearNext(unanswered)) {}
    }

    private boolean hearNext(Deque<Question> unanswered) throws IOException {
        Question q = unanswered.remove();
        answers.hear(q, wire.read(deadlines.at(at(q.stage()))));
        return !answers.leaving();
    }

    private void endWaiting() throws IOException {
        if (tally.open()) {
            sendMessage();
        } else {
            // DATA rode behind RCPTs that were all refused, and the relay wants its message: an empty one, for nobody
            answers.hear(DOT, wire.ask(DOT.command(), deadlines.at(Stage.END)));
        }
    }

    private void sendMessage() throws IOException {
        byte[] body = Body.stuffed(transaction.message());
        at(Stage.BODY);
        wire.note(String.format("%,d bytes of message", transaction.message().length));
        wire.write(body, body.length, deadlines.at(Stage.BODY));
        wire.inStep(); // an answer that is here before its dot is no answer to it
        if (!transaction.gate().open()) {
            broken = true; // closed where the dot would go: the only way out of DATA without sending
            tally.decideRest(new Outcome.Withheld());
            return;
        }
        try {
            at(Stage.END); // before the write: from here on the dot may have left
            wire.write(Body.DOT, Body.DOT.length, deadlines.at(Stage.BODY));
        } finally {
            transaction.gate().passed();
        }
        answers.hear(DOT, wire.read(deadlines.at(Stage.END)));
    }

    private Stage at(Stage now) {
        stage = now;
        return now;
    }

    private void breakOff(String why) {
        broken = true;
        tally.decideRest(
                stage == Stage.END
                        ? new Outcome.InDoubt("no complete answer to the final dot: " + why)
                        : new Outcome.Deferred(stage, Optional.empty(), "broke at " + stage + ": " + why));
    }
}
