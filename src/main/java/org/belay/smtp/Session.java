package org.belay.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A connection to a relay that is ready for transactions. Used by one thread at a time; only {@link #abort()} may be
 * called by another.
 */
public final class Session implements AutoCloseable {
    /**
     * After this time a relay may have closed the connection silently; the check costs a millisecond, so it is not done
     * after every message.
     */
    private static final long IDLE_NANOS = 500_000_000;

    private final RelayAddress relay;
    private final Wire wire;
    private final Capabilities capabilities;
    private boolean usable = true;
    private boolean unclean;
    private Optional<Conversation> announced = Optional.empty();
    private int messages;
    private int refusalsBeforeTheLastMessage;
    private long idleSince = System.nanoTime();

    Session(RelayAddress relay, Wire wire, Capabilities capabilities) {
        this.relay = relay;
        this.wire = wire;
        this.capabilities = capabilities;
    }

    /**
     * Connects, sends EHLO, encrypts and authenticates.
     *
     * @throws RelayUnavailable if any of it fails; no connection is left open
     */
    public static Session open(RelayAddress relay) {
        return open(relay, Transcript.NONE);
    }

    /** The same, with a transcript of the dialogue. */
    public static Session open(RelayAddress relay, Transcript transcript) {
        return new Opening(relay, transcript).open();
    }

    public Capabilities capabilities() {
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
    public List<Outcome> offer(Transaction transaction) {
        return offer(transaction, Optional.empty());
    }

    /**
     * Offers one message. Whatever happens on the wire is an outcome, never an exception. An exception of the {@link
     * Gate} or of the {@link Transcript} passes through, and the connection is closed; the session is over then, and
     * only the gate knows whether the end of data was sent.
     *
     * @param next what will be offered next. If {@link RelayAddress#overlap} and the relay allow it, its envelope is
     *     sent in one piece with the final dot, and the next call must offer the same object: it then gets its outcome
     *     even if the connection broke in between (it was not sent). Otherwise close the session; the announced message
     *     is then not sent
     * @return one outcome per recipient of {@code now}, in the same order
     * @throws IllegalStateException if the session is not {@link #usable()}, or another transaction was announced
     */
    public List<Outcome> offer(Transaction now, Optional<Transaction> next) {
        Conversation dialogue = begin(now);
        boolean overlapping = relay.overlap() && capabilities.pipelining();
        Optional<Conversation> following = next.filter(n -> overlapping).map(n -> conversation(n, false));
        usable = false; // until the transaction has ended
        announced = Optional.empty();
        messages++;
        try {
            List<Outcome> outcomes = dialogue.hold(following);
            if (outcomes.stream().anyMatch(Outcome.Accepted.class::isInstance)) {
                refusalsBeforeTheLastMessage = wire.refusals();
            }
            usable = dialogue.inStep();
            unclean = dialogue.unclean();
            announced = following.filter(Conversation::hasBegun);
            idleSince = System.nanoTime();
            return outcomes;
        } finally {
            if (!usable) {
                wire.cut(); // a connection that is out of step must never carry another message
            }
        }
    }

    private Conversation begin(Transaction now) {
        if (announced.isPresent()) {
            if (announced.get().isAbout(now)) {
                return announced.get();
            }
            usable = false;
            wire.cut();
            throw new IllegalStateException("Another transaction was announced to " + relay
                    + ". The session is closed and the message was not sent.");
        }
        if (!usable) {
            throw new IllegalStateException("This session with " + relay + " is over. Open another.");
        }
        return conversation(now, unclean);
    }

    private Conversation conversation(Transaction transaction, boolean afterAnUncleanOne) {
        return new Conversation(wire, relay, capabilities, transaction, afterAnUncleanOne);
    }

    /** Whether another transaction can be offered; false if the relay has closed the connection or announced it. */
    public boolean usable() {
        if (usable && announced.isEmpty()) { // otherwise a reply of the relay is expected
            try {
                boolean idle = System.nanoTime() - idleSince > IDLE_NANOS;
                usable = !(idle ? wire.goneOrSpokenUnasked() : wire.spokenUnasked());
            } catch (IOException broken) {
                usable = false;
            }
            if (!usable) {
                wire.cut();
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
                wire.ask("QUIT", relay.deadlines().at(Stage.QUIT));
            } catch (IOException gone) {
                // the connection was to be closed anyway
            }
        }
        usable = false;
        announced = Optional.empty();
        wire.cut();
    }

    /** Closes the socket at once, from any thread. A running transaction ends with the outcome of its stage. */
    public void abort() {
        wire.cut();
    }
}
