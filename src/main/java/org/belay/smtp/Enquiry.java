package org.belay.smtp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The envelope part of a transaction: the commands from MAIL to DATA, pipelined if the relay supports it, and their
 * replies.
 */
final class Enquiry {
    /** Maximum number of commands without a reply; as many replies fit into the buffers between two hosts. */
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
    private boolean sent;

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

    /** The first stage without a reply; a failure belongs to it. */
    Stage stage() {
        return stage;
    }

    /** Sends the commands, unless they have been sent already, and reads the replies. */
    void hold() throws IOException {
        if (sent) {
            readRemaining();
        } else if (pipelining) {
            sendPipelined();
        } else {
            sendOneByOne();
        }
        if (answers.dataRefusalDecided() && !answers.leaving()) {
            // This refusal decides many recipients, so it must be in its place: after one extra reply, RSET would read
            // a 354.
            answers.hear(RESET, wire.ask(RESET.command(), deadlines.at(Stage.RSET)));
        }
    }

    /**
     * Whether it can be sent behind the final dot of the transaction before it: there is a recipient to ask for, and it
     * is short enough never to fill the buffers of a relay that is processing that dot.
     */
    boolean canRide() {
        return pipelining
                && tally.open()
                && questions.stream().mapToInt(q -> q.command().length()).sum() < BURST;
    }

    List<String> commands() {
        return questions.stream().map(Question::command).toList();
    }

    /** Marks it as sent by another transaction. */
    void ride() {
        sent = true;
        unanswered.addAll(questions);
    }

    boolean sent() {
        return sent;
    }

    /**
     * Sends only commands that can still change an outcome: recipients who are undecided at DATA were accepted at RCPT.
     */
    private void sendOneByOne() throws IOException {
        for (Question q : questions) {
            boolean matters = q.stage() == Stage.RCPT ? tally.open(q.recipient()) : tally.open();
            if (matters) {
                answers.hearBeforeTheNext(q, wire.ask(q.command(), deadlines.at(at(q.stage()))));
            }
        }
    }

    /**
     * Sends the envelope in one round trip (RFC 2920). Replies are read while the rest is written, so that neither side
     * waits for a full buffer.
     */
    private void sendPipelined() throws IOException {
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
                    if (!readNext()) {
                        return;
                    }
                }
            }
        }
        readRemaining();
    }

    private void readRemaining() throws IOException {
        while (!unanswered.isEmpty() && readNext()) {}
    }

    private boolean readNext() throws IOException {
        Question q = unanswered.remove();
        answers.hear(q, wire.read(deadlines.at(at(q.stage()))));
        return !answers.leaving();
    }

    private Stage at(Stage now) {
        stage = now;
        return now;
    }
}
