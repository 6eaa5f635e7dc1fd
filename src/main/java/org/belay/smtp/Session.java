package org.belay.smtp;

import java.io.IOException;
import java.util.List;

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

    /**
     * Offers one message. Whatever happens on the wire is an outcome, never an exception; one thrown by
     * {@link Gate#open()} passes through, with the connection closed before the dot.
     *
     * @return one outcome per recipient, in the transaction's order
     * @throws IllegalStateException if the session is not {@link #usable()} any more
     */
    public List<Outcome> offer(Transaction transaction) {
        if (!usable) {
            throw new IllegalStateException("This session with " + relay + " is over. Open another.");
        }
        usable = false; // until the conversation has come to its end
        var conversation = new Conversation(wire, relay, capabilities, transaction, unclean);
        try {
            List<Outcome> outcomes = conversation.hold();
            usable = conversation.inStep();
            unclean = conversation.unclean();
            idleSince = System.nanoTime();
            return outcomes;
        } finally {
            if (!usable) {
                wire.cut(); // a botched connection must never carry a further message
            }
        }
    }

    /** Whether another transaction can be offered; not where the relay has announced its leaving, or left. */
    public boolean usable() {
        if (usable) {
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
        if (usable) {
            usable = false;
            try {
                wire.ask("QUIT", relay.deadlines().at(Stage.QUIT));
            } catch (IOException gone) {
                // it wanted to end, and it has
            }
        }
        wire.cut();
    }

    /** Closes the socket at once, from any thread. A transaction under way ends as its stage says. */
    public void abort() {
        wire.cut();
    }
}
