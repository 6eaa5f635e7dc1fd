package org.belay.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.belay.smtp.wire.SmtpChannel;
import org.belay.smtp.wire.SmtpTranscript;

/**
 * A connection to a relay that is ready for transactions. Used by one thread at a time; only {@link #abort()} may be
 * called by another.
 */
public final class SmtpSession implements AutoCloseable {
    /**
     * After this time a relay may have closed the connection silently; the check costs a millisecond, so it is not done
     * after every message.
     */
    private static final long IDLE_NANOS = 500_000_000;

    private final RelayAddress relay;
    private final SmtpChannel wire;
    private final EhloCapabilities capabilities;
    private boolean usable = true;
    private boolean unclean;
    private Optional<TransactionDialogue> announced = Optional.empty();
    private int messages;
    private int refusalsBeforeTheLastMessage;
    private long idleSince = System.nanoTime();

    SmtpSession(RelayAddress relay, SmtpChannel wire, EhloCapabilities capabilities) {
        this.relay = relay;
        this.wire = wire;
        this.capabilities = capabilities;
    }

    /**
     * Connects, sends EHLO, encrypts and authenticates.
     *
     * @throws RelayUnavailable if any of it fails; no connection is left open
     */
    public static SmtpSession open(RelayAddress relay) {
        return open(relay, SmtpTranscript.NONE);
    }

    /** The same, with a transcript of the dialogue. */
    public static SmtpSession open(RelayAddress relay, SmtpTranscript transcript) {
        return new SessionOpener(relay, transcript).open();
    }

    public EhloCapabilities capabilities() {
        return capabilities;
    }

    /** Number of messages offered on this connection; some relays close it after a number of messages. */
    public int messages() {
        return messages;
    }

    /** Number of 4xx and 5xx replies on this connection, to any command. */
    public int refusals() {
        return wire.refusals();
    }

    /** The same since the last accepted message: Postfix counts these before it slows down and disconnects. */
    public int refusalsInARow() {
        return wire.refusals() - refusalsBeforeTheLastMessage;
    }

    /** Offers one message, without announcing a next one. */
    public List<RecipientOutcome> offer(SmtpTransaction transaction) {
        return offer(transaction, Optional.empty());
    }

    /**
     * Offers one message. Whatever happens on the wire is an outcome, never an exception. An exception of the {@link
     * Gate} or of the {@link SmtpTranscript} passes through, and the connection is closed; the session is over then, and
     * only the gate knows whether the end of data was sent.
     *
     * @param next what will be offered next. If {@link RelayAddress#overlap} and the relay allow it, its envelope is
     *     sent in one piece with the final dot, and the next call must offer the same object: it then gets its outcome
     *     even if the connection broke in between (it was not sent). Otherwise close the session; the announced message
     *     is then not sent
     * @return one outcome per recipient of {@code now}, in the same order
     * @throws IllegalStateException if the session is not {@link #usable()}, or another transaction was announced
     */
    public List<RecipientOutcome> offer(SmtpTransaction now, Optional<SmtpTransaction> next) {
        TransactionDialogue dialogue = begin(now);
        boolean overlapping = relay.overlap() && capabilities.pipelining();
        Optional<TransactionDialogue> following = next.filter(n -> overlapping).map(n -> conversation(n, false));
        usable = false; // until the transaction has ended
        announced = Optional.empty();
        messages++;
        try {
            List<RecipientOutcome> outcomes = dialogue.run(following);
            if (outcomes.stream().anyMatch(RecipientOutcome.Accepted.class::isInstance)) {
                refusalsBeforeTheLastMessage = wire.refusals();
            }
            usable = dialogue.isInStep();
            unclean = dialogue.needsReset();
            announced = following.filter(TransactionDialogue::isStarted);
            idleSince = System.nanoTime();
            return outcomes;
        } finally {
            if (!usable) {
                wire.closeNow(); // a connection that is out of step must never carry another message
            }
        }
    }

    private TransactionDialogue begin(SmtpTransaction now) {
        if (announced.isPresent()) {
            if (announced.get().isAbout(now)) {
                return announced.get();
            }
            usable = false;
            wire.closeNow();
            throw new IllegalStateException("Another transaction was announced to " + relay
                    + ". The session is closed and the message was not sent.");
        }
        if (!usable) {
            throw new IllegalStateException("This session with " + relay + " is over. Open another.");
        }
        return conversation(now, unclean);
    }

    private TransactionDialogue conversation(SmtpTransaction transaction, boolean afterAnUncleanOne) {
        return new TransactionDialogue(wire, relay, capabilities, transaction, afterAnUncleanOne);
    }

    /** Whether another transaction can be offered; false if the relay has closed the connection or announced it. */
    public boolean usable() {
        if (usable && announced.isEmpty()) { // otherwise a reply of the relay is expected
            try {
                boolean idle = System.nanoTime() - idleSince > IDLE_NANOS;
                usable = !(idle ? wire.hasEndedOrUnexpectedInput() : wire.hasUnexpectedInput());
            } catch (IOException broken) {
                usable = false;
            }
            if (!usable) {
                wire.closeNow();
            }
        }
        return usable;
    }

    /** Sends QUIT, waits briefly for the reply, and closes. Changes no outcome. */
    @Override
    public void close() {
        if (usable
                && announced
                        .isEmpty()) { // otherwise the relay may wait for a message, and QUIT would be its first line
            try {
                wire.ask("QUIT", relay.deadlines().at(SmtpStage.QUIT));
            } catch (IOException gone) {
                // the connection was to be closed anyway
            }
        }
        usable = false;
        announced = Optional.empty();
        wire.closeNow();
    }

    /** Closes the socket at once, from any thread. A running transaction ends with the outcome of its stage. */
    public void abort() {
        wire.closeNow();
    }
}
