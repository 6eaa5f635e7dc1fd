package org.belay.delivery.relay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.belay.delivery.reply.ReplyInterpreter;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpSession;
import org.belay.smtp.SmtpTransaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one worker to the relay; reopened when it has reached its limits or the relay has closed it. While
 * open it holds a connection permit. Used by one thread.
 */
public final class RelayConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RelayConnection.class);

    private final Relay relay;
    private final boolean correction;
    private final AtomicBoolean permitted = new AtomicBoolean();
    private volatile long busySince;
    private volatile boolean busy;
    private volatile @Nullable SmtpSession session;
    private boolean announced;

    RelayConnection(Relay relay, boolean correction) {
        this.relay = relay;
        this.correction = correction;
    }

    /**
     * Prepares the connection for the next transaction. Called before each: a connection that carries notices gives its
     * permit to a waiting correction here.
     *
     * @param maxWait how long to wait for a permit
     * @return empty if no permit was available in time
     * @throws RelayUnavailable if the relay cannot be reached or refuses the session
     */
    public Optional<OpenConnection> open(Duration maxWait) {
        long until = relay.now() + maxWait.toNanos();
        if (!correction && permitted.get() && relay.permits().isCorrectionWaiting()) {
            release();
        }
        for (Optional<SmtpSession> ready = ready(); ; ready = ready()) {
            if (ready.isPresent()) {
                return Optional.of(new OpenConnection(this, ready.get()));
            }
            drop();
            if (!permitted.get()) {
                if (!relay.permits().acquire(correction, Duration.ofNanos(Math.max(0, until - relay.now())))) {
                    return Optional.empty();
                }
                permitted.set(true);
            }
            connect();
        }
    }

    /** Whether a transaction can be offered without connecting first. */
    public boolean isOpen() {
        return ready().isPresent();
    }

    LimitDecision requestPermit(int recipients) {
        return relay.requestPermit(correction, recipients);
    }

    /** @param on the session that is open now */
    List<RecipientOutcome> offer(SmtpSession on, SmtpTransaction now, Optional<SmtpTransaction> next) {
        long begun = relay.now();
        busySince = begun;
        busy = true;
        int before;
        List<RecipientOutcome> said;
        try {
            if (session != on) {
                throw new IllegalStateException("The connection to the relay has been released.");
            }
            before = on.messages();
            Optional<SmtpTransaction> follower = next.filter(
                            n -> relay.profile().limits().overlap())
                    .filter(n -> !relay.isSpent(before + 1, on.refusals()));
            announced = follower.isPresent();
            said = on.offer(now, follower);
        } catch (RuntimeException | Error e) {
            drop();
            throw e;
        } finally {
            busy = false;
        }
        return interpret(said, before, relay.now() - begun);
    }

    /** If replies cannot be interpreted, acceptances and uncertain outcomes stay; all other recipients are offered again. */
    private List<RecipientOutcome> interpret(List<RecipientOutcome> said, int before, long took) {
        try {
            ReplyInterpreter.InterpretedOutcomes read = relay.interpret(said, before, took);
            relay.returnQuota(correction, (int)
                    said.stream().filter(outcome -> !outcome.mayHaveIt()).count());
            if (read.connectionsFull()) {
                drop();
            }
            return read.outcomes();
        } catch (RuntimeException e) {
            log.error(
                    "Replies of the relay could not be interpreted; recipients that were not accepted are retried", e);
            drop();
            return said.stream()
                    .map(outcome -> outcome.mayHaveIt() ? outcome : new RecipientOutcome.Withheld())
                    .toList();
        }
    }

    /** Gives the permit and the connection to others for a while; {@link #open} opens it again. */
    public void releaseForNow() {
        release();
    }

    @Override
    public void close() {
        release();
        relay.forget(this);
    }

    /** Whether the relay has been silent for this long; called from another thread. */
    public boolean isSilent(Duration limit) {
        return busy && relay.now() - busySince > limit.toNanos();
    }

    /** Gives the permit to others while this connection still waits for the relay; called from another thread. */
    public void giveUpPermit() {
        returnPermit();
    }

    /** Gives the permit to others if the relay has been silent for this long; called from another thread. */
    void releaseIfSilent(long now, long limitNanos) {
        if (busy && now - busySince > limitNanos) {
            returnPermit();
        }
    }

    /** Closes the connection at once; called from any thread. */
    public void abort() {
        SmtpSession now = session;
        if (now != null) {
            now.abort();
        }
    }

    /** The session if it can carry the next transaction; an announced one has begun on it. */
    private Optional<SmtpSession> ready() {
        return Optional.ofNullable(session)
                .filter(now -> permitted.get() && now.usable())
                .filter(now -> announced || !relay.isSpent(now.messages(), now.refusals()));
    }

    private void connect() {
        Optional<SmtpSession> kept = relay.takeIdle();
        if (kept.isPresent()) {
            session = kept.get();
            return;
        }
        busySince = relay.now();
        busy = true;
        try {
            session = relay.connect();
        } catch (RelayUnavailable e) {
            boolean full = relay.isFull(e);
            returnPermit();
            if (!full) {
                throw e;
            }
        } finally {
            busy = false;
        }
    }

    /** Keeps the connection open for another worker if it can carry more messages and holds a permit. */
    private void release() {
        if (!announced) {
            ready().or(this::neverUsed).ifPresent(kept -> {
                relay.keepIdle(kept);
                session = null;
            });
        }
        drop();
        returnPermit();
    }

    /** The opening took so long that another connection has its permit. */
    private Optional<SmtpSession> neverUsed() {
        return Optional.ofNullable(session).filter(now -> now.messages() == 0 && now.usable());
    }

    private void drop() {
        SmtpSession now = session;
        if (now != null) {
            relay.end(now);
            session = null;
        }
        announced = false;
    }

    private void returnPermit() {
        if (permitted.compareAndSet(true, false)) {
            relay.permits().release(correction);
        }
    }
}
