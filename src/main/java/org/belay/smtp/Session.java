package org.belay.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A connection to a relay that is ready for transactions. Used by one thread at a time; only {@link #abort()} may come
 * from another.
 */
public final class Session implements AutoCloseable {
    /** From then on a relay may have hung up without a word; looking costs a millisecond, so not after every message. */
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
     * Connects, introduces itself, encrypts and signs in.
     *
     * @throws RelayUnavailable if any of it fails; nothing is left open then
     */
    public static Session open(RelayAddress relay) {
        return open(relay, Transcript.NONE);
    }

    /** The same with somebody listening to the dialogue. */
    public static Session open(RelayAddress relay, Transcript transcript) {
        return new Opening(relay, transcript).open();
    }

    public Capabilities capabilities() {
        return capabilities;
    }

    /** How many messages were offered on this connection; a relay that takes only so many closes after the last. */
    public int messages() {
        return messages;
    }

    /** How many times the relay has answered 4xx or 5xx on this connection, whatever the question. */
    public int refusals() {
        return wire.refusals();
    }

    /** The same since the last message it took: what Postfix counts before it slows down and hangs up. */
    public int refusalsInARow() {
        return wire.refusals() - refusalsBeforeTheLastMessage;
    }

    /** Offers one message, announcing none. */
    public List<Outcome> offer(Transaction transaction) {
        return offer(transaction, Optional.empty());
    }

    /**
     * Offers one message. Whatever happens on the wire is an outcome, never an exception. One thrown by the {@link Gate},
     * or by whoever listens, passes through with the connection cut; the session is over then, and only the gate knows
     * whether the dot has left.
     *
     * @param next what will be offered after it. Where {@link RelayAddress#overlap} and the relay allow it, its envelope
     *     leaves in one piece with the dot, and the next call must be about the same object: then also a connection that
     *     broke meanwhile gives it its outcome (it was not sent). The only other way on is to close, which leaves the
     *     announced message nobody's
     * @return one outcome per recipient of {@code now}, in its order
     * @throws IllegalStateException if the session is not {@link #usable()} any more, or another transaction was announced
     */
    public List<Outcome> offer(Transaction now, Optional<Transaction> next) {
        Conversation its = begin(now);
        boolean overlapping = relay.overlap() && capabilities.pipelining();
        Optional<Conversation> following = next.filter(n -> overlapping).map(n -> conversation(n, false));
        usable = false; // until the conversation has come to its end
        announced = Optional.empty();
        messages++;
        try {
            List<Outcome> outcomes = its.hold(following);
            if (outcomes.stream().anyMatch(Outcome.Accepted.class::isInstance)) {
                refusalsBeforeTheLastMessage = wire.refusals();
            }
            usable = its.inStep();
            unclean = its.unclean();
            announced = following.filter(Conversation::hasBegun);
            idleSince = System.nanoTime();
            return outcomes;
        } finally {
            if (!usable) {
                wire.cut(); // a botched connection must never carry a further message
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
            throw new IllegalStateException(
                    "Another transaction was announced to " + relay + ". The session is closed; nobody got it.");
        }
        if (!usable) {
            throw new IllegalStateException("This session with " + relay + " is over. Open another.");
        }
        return conversation(now, unclean);
    }

    private Conversation conversation(Transaction transaction, boolean afterAnUncleanOne) {
        return new Conversation(wire, relay, capabilities, transaction, afterAnUncleanOne);
    }

    /** Whether another transaction can be offered; not where the relay has announced its leaving, or left. */
    public boolean usable() {
        if (usable && announced.isEmpty()) { // else the relay is expected to speak
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

    /** Says QUIT, waits shortly for the answer, and closes. Changes no outcome. */
    @Override
    public void close() {
        if (usable && announced.isEmpty()) { // else it may wait for a message, and a QUIT would be the first line of it
            try {
                wire.ask("QUIT", relay.deadlines().at(Stage.QUIT));
            } catch (IOException gone) {
                // it wanted to end, and it has
            }
        }
        usable = false;
        announced = Optional.empty();
        wire.cut();
    }

    /** Closes the socket at once, from any thread. A transaction under way ends as its stage says. */
    public void abort() {
        wire.cut();
    }
}
