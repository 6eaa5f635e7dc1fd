package org.belay.smtp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A transaction's envelope on a wire: the questions from MAIL to DATA, together where the relay can, and their answers. */
final class Enquiry {
    /** Commands sent and not yet answered; so many answers fit into the buffers between two machines. */
    private static final int WINDOW = 500;

    private static final int BURST = 4 * 1024;

    private static final Question RESET = new Question(Stage.RSET, "RSET");
    private static final Question DATA = new Question(Stage.DATA, "DATA");

    private final Wire wire;
    private final Deadlines deadlines;
    private final boolean pipelining;
    private final Tally tally;
    private final Answers answers;
    private final List<Question> questions;
    private final Deque<Question> unanswered = new ArrayDeque<>();

    private Stage stage = Stage.MAIL;
    private boolean said;

    Enquiry(Wire wire, RelayAddress relay, Capabilities can, Envelope envelope, Tally tally, Answers answers) {
        this.wire = wire;
        this.deadlines = relay.deadlines();
        this.pipelining = can.pipelining();
        this.tally = tally;
        this.answers = answers;
        this.questions = questions(envelope);
    }

    private List<Question> questions(Envelope envelope) {
        var all = new ArrayList<Question>();
        if (answers.unclean()) {
            all.add(RESET);
        }
        all.add(new Question(Stage.MAIL, envelope.mail()));
        for (int i = 0; i < tally.size(); i++) {
            if (tally.open(i)) {
                all.add(new Question(Stage.RCPT, envelope.rcpt(i), i));
            }
        }
        all.add(DATA);
        return all;
    }

    /** Where a failure leaves us: the first stage that was not answered. */
    Stage stage() {
        return stage;
    }

    /** Asks, unless that has been done already, and hears the answers. */
    void hold() throws IOException {
        if (said) {
            hearTheRest();
        } else if (pipelining) {
            askTogether();
        } else {
            askOneByOne();
        }
        if (answers.anyoneHangsOnData() && !answers.leaving()) {
            // A refusal of so many must be in its place: were one reply too many before it, RSET would read 354.
            answers.hear(RESET, wire.ask(RESET.command(), deadlines.at(Stage.RSET)));
        }
    }

    /**
     * Whether it can ride behind the dot of the transaction before it: there is somebody to ask for, and it is short
     * enough never to fill the buffers of a relay that is busy with that dot.
     */
    boolean canRide() {
        return pipelining
                && tally.open()
                && questions.stream().mapToInt(q -> q.command().length()).sum() < BURST;
    }

    List<String> commands() {
        return questions.stream().map(Question::command).toList();
    }

    /** It leaves now, in the hands of another transaction. */
    void ride() {
        said = true;
        unanswered.addAll(questions);
    }

    boolean said() {
        return said;
    }

    /** Asks only while it can still matter to somebody: whoever is undecided at DATA has been taken at RCPT. */
    private void askOneByOne() throws IOException {
        for (Question q : questions) {
            boolean matters = q.stage() == Stage.RCPT ? tally.open(q.recipient()) : tally.open();
            if (matters) {
                answers.hearBeforeTheNext(q, wire.ask(q.command(), deadlines.at(at(q.stage()))));
            }
        }
    }

    /** The envelope in one round trip (RFC 2920). Answers are read while the rest is written: nobody waits for a buffer. */
    private void askTogether() throws IOException {
        wire.inStep();
        var burst = new ArrayList<String>();
        int size = 0;
        for (Question q : questions) {
            unanswered.add(q);
            burst.add(q.command());
            size += q.command().length();
            if (size > BURST || q == DATA) {
                at(unanswered.element().stage());
                wire.send(burst, deadlines.at(Stage.BODY));
                burst.clear();
                size = 0;
                while (unanswered.size() > WINDOW || (!unanswered.isEmpty() && wire.hasMore())) {
                    if (!hearNext()) {
                        return;
                    }
                }
            }
        }
        hearTheRest();
    }

    private void hearTheRest() throws IOException {
        while (!unanswered.isEmpty() && hearNext()) {}
    }

    private boolean hearNext() throws IOException {
        Question q = unanswered.remove();
        answers.hear(q, wire.read(deadlines.at(at(q.stage()))));
        return !answers.leaving();
    }

    private Stage at(Stage now) {
        stage = now;
        return now;
    }
}
