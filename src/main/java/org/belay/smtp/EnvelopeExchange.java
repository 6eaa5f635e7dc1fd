package org.belay.smtp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.belay.smtp.wire.SmtpChannel;

/**
 * The envelope part of a transaction: the commands from MAIL to DATA, pipelined if the relay supports it, and their
 * replies.
 */
final class EnvelopeExchange {
    /** Maximum number of commands without a reply; as many replies fit into the buffers between two hosts. */
    private static final int WINDOW = 500;

    private static final int BURST = 4 * 1024;

    private static final EnvelopeCommand RESET = new EnvelopeCommand(SmtpStage.RSET, "RSET");
    private static final EnvelopeCommand DATA = new EnvelopeCommand(SmtpStage.DATA, "DATA");

    private final SmtpChannel wire;
    private final StageDeadlines deadlines;
    private final boolean pipelining;
    private final RecipientOutcomes tally;
    private final TransactionReplies answers;
    private final List<EnvelopeCommand> questions;
    private final Deque<EnvelopeCommand> unanswered = new ArrayDeque<>();

    private SmtpStage stage = SmtpStage.MAIL;
    private boolean sent;

    EnvelopeExchange(
            SmtpChannel wire,
            RelayAddress relay,
            EhloCapabilities can,
            EnvelopeEncoder envelope,
            RecipientOutcomes tally,
            TransactionReplies answers) {
        this.wire = wire;
        this.deadlines = relay.deadlines();
        this.pipelining = can.pipelining();
        this.tally = tally;
        this.answers = answers;
        this.questions = questions(envelope);
    }

    private List<EnvelopeCommand> questions(EnvelopeEncoder envelope) {
        var all = new ArrayList<EnvelopeCommand>();
        if (answers.needsReset()) {
            all.add(RESET);
        }
        all.add(new EnvelopeCommand(SmtpStage.MAIL, envelope.mail()));
        for (int i = 0; i < tally.size(); i++) {
            if (tally.open(i)) {
                all.add(new EnvelopeCommand(SmtpStage.RCPT, envelope.rcpt(i), i));
            }
        }
        all.add(DATA);
        return all;
    }

    /** The first stage without a reply; a failure belongs to it. */
    SmtpStage stage() {
        return stage;
    }

    /** Sends the commands, unless they have been sent already, and reads the replies. */
    void run() throws IOException {
        if (sent) {
            readRemaining();
        } else if (pipelining) {
            sendPipelined();
        } else {
            sendOneByOne();
        }
        if (answers.dataRefusalDecided() && !answers.isClosing()) {
            // This refusal decides many recipients, so it must be in its place: after one extra reply, RSET would read
            // a 354.
            answers.accept(RESET, wire.ask(RESET.command(), deadlines.at(SmtpStage.RSET)));
        }
    }

    /**
     * Whether it can be sent behind the final dot of the transaction before it: there is a recipient to ask for, and it
     * is short enough never to fill the buffers of a relay that is processing that dot.
     */
    boolean canPipeline() {
        return pipelining
                && tally.open()
                && questions.stream().mapToInt(q -> q.command().length()).sum() < BURST;
    }

    List<String> commands() {
        return questions.stream().map(EnvelopeCommand::command).toList();
    }

    /** Marks it as sent by another transaction. */
    void pipelined() {
        sent = true;
        unanswered.addAll(questions);
    }

    boolean isSent() {
        return sent;
    }

    /**
     * Sends only commands that can still change an outcome: recipients who are undecided at DATA were accepted at RCPT.
     */
    private void sendOneByOne() throws IOException {
        for (EnvelopeCommand q : questions) {
            boolean matters = q.stage() == SmtpStage.RCPT ? tally.open(q.recipient()) : tally.open();
            if (matters) {
                answers.acceptBeforeNext(q, wire.ask(q.command(), deadlines.at(at(q.stage()))));
            }
        }
    }

    /**
     * Sends the envelope in one round trip (RFC 2920). Replies are read while the rest is written, so that neither side
     * waits for a full buffer.
     */
    private void sendPipelined() throws IOException {
        wire.requireNoInput();
        var burst = new ArrayList<String>();
        int size = 0;
        for (EnvelopeCommand q : questions) {
            unanswered.add(q);
            burst.add(q.command());
            size += q.command().length();
            if (size > BURST || q == DATA) {
                at(unanswered.element().stage());
                wire.send(burst, deadlines.at(SmtpStage.BODY));
                burst.clear();
                size = 0;
                while (unanswered.size() > WINDOW || (!unanswered.isEmpty() && wire.hasReply())) {
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
        EnvelopeCommand q = unanswered.remove();
        answers.accept(q, wire.read(deadlines.at(at(q.stage()))));
        return !answers.isClosing();
    }

    private SmtpStage at(SmtpStage now) {
        stage = now;
        return now;
    }
}
