package org.belay.delivery.relay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Session;
import org.belay.smtp.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's connection to the relay, opened again when it is spent or the relay has closed it. While it is open it has
 * one of the places that the relay allows us. Used by one thread.
 */
public final class Line implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Line.class);

    private final Relay relay;
    private final boolean correction;
    private final AtomicBoolean placed = new AtomicBoolean();
    private volatile long busySince;
    private volatile boolean busy;
    private volatile Session session;
    private boolean announced;

    Line(Relay relay, boolean correction) {
        this.relay = relay;
        this.correction = correction;
    }

    /**
     * Makes sure that the next transaction can be offered. Called before each: a line that carries notices makes room
     * here for a correction that waits.
     *
     * @param patience how long to wait for a place
     * @return false when all places were taken for so long
     * @throws RelayUnavailable when the relay cannot be reached or will not have us
     */
    public boolean open(Duration patience) {
        long until = relay.now() + patience.toNanos();
        if (!correction && placed.get() && relay.places().correctionWaits()) {
            release();
        }
        while (!ready()) {
            drop();
            if (!placed.get()) {
                if (!relay.places().take(correction, Duration.ofNanos(Math.max(0, until - relay.now())))) {
                    return false;
                }
                placed.set(true);
            }
            connect();
        }
        return true;
    }

    /** Whether a transaction can be offered without connecting first. */
    public boolean stands() {
        return ready();
    }

    /** Asks before each message whether the relay's limits let it go; takes its permits if so. */
    public Admission admit(int recipients) {
        return relay.admit(correction, recipients);
    }

    /**
     * Offers a transaction on an open line. Where it ends in an exception, the connection is closed, and nothing was read from the relay
     * that is lost with it.
     *
     * @param next what will be offered after it, for relays that take the next envelope behind the dot
     * @return what became of each recipient, as the relay's profile understands it. {@link Outcome.Withheld} with a reply
     *     ran into a limit that is known from now on: it goes out with the next transaction
     */
    public List<Outcome> offer(Transaction now, Optional<Transaction> next) {
        long begun = relay.now();
        busySince = begun;
        busy = true;
        int before;
        List<Outcome> said;
        try {
            if (session == null) {
                throw new IllegalStateException("The line to the relay is not open.");
            }
            before = session.messages();
            Optional<Transaction> follower = next.filter(
                            n -> relay.profile().limits().overlap())
                    .filter(n -> !relay.spent(before + 1, session.refusals()));
            announced = follower.isPresent();
            said = session.offer(now, follower);
        } catch (RuntimeException | Error e) {
            drop();
            throw e;
        } finally {
            busy = false;
        }
        return understood(said, before, relay.now() - begun);
    }

    /** Where we fail to understand replies, an acceptance and a doubt stay what they are; of the others nothing is said. */
    private List<Outcome> understood(List<Outcome> said, int before, long took) {
        try {
            Lessons.Read read = relay.understand(said, before, took);
            relay.notTaken(correction, (int)
                    said.stream().filter(outcome -> !outcome.mayHaveIt()).count());
            if (read.connectionsFull()) {
                drop();
            }
            return read.outcomes();
        } catch (RuntimeException e) {
            log.error("Replies of the relay could not be understood; who was not accepted is tried again", e);
            drop();
            return said.stream()
                    .map(outcome -> outcome.mayHaveIt() ? outcome : new Outcome.Withheld())
                    .toList();
        }
    }

    /** Gives its place and its connection to others for a while; it is opened again. */
    public void rest() {
        release();
    }

    @Override
    public void close() {
        release();
        relay.forget(this);
    }

    /** Whether the relay has said nothing for so long; asked from another thread. */
    public boolean silent(Duration limit) {
        return busy && relay.now() - busySince > limit.toNanos();
    }

    /** Gives the place to others while this line still waits for the relay; called from another thread. */
    public void leave() {
        giveUpPlace();
    }

    /** Gives the place to others when the relay has said nothing for so long; called from another thread. */
    void releaseIfSilent(long now, long limitNanos) {
        if (busy && now - busySince > limitNanos) {
            giveUpPlace();
        }
    }

    /** Cuts the connection, from any thread. */
    public void abort() {
        Session now = session;
        if (now != null) {
            now.abort();
        }
    }

    private boolean ready() {
        return placed.get()
                && session != null
                && session.usable()
                && (announced
                        || !relay.spent(session.messages(), session.refusals())); // an announced message has begun here
    }

    private void connect() {
        Session kept = relay.leftBehind();
        if (kept != null) {
            session = kept;
            return;
        }
        busySince = relay.now();
        busy = true;
        try {
            session = relay.connect();
        } catch (RelayUnavailable e) {
            boolean full = relay.full(e);
            giveUpPlace();
            if (!full) {
                throw e;
            }
        } finally {
            busy = false;
        }
    }

    /** The connection stays open for another line, if it can carry more and has a place among the relay's connections. */
    private void release() {
        if (!announced && (ready() || neverUsed())) {
            relay.leaveBehind(session);
            session = null;
        }
        drop();
        giveUpPlace();
    }

    /** Its opening took so long that another line has its place. */
    private boolean neverUsed() {
        return session != null && session.messages() == 0 && session.usable();
    }

    private void drop() {
        if (session != null) {
            relay.end(session);
            session = null;
        }
        announced = false;
    }

    private void giveUpPlace() {
        if (placed.compareAndSet(true, false)) {
            relay.places().give(correction);
        }
    }
}
