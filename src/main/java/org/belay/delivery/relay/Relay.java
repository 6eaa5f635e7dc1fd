package org.belay.delivery.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.reply.RelayProfile;
import org.belay.delivery.reply.ReplyInterpreter;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpSession;
import org.belay.smtp.SmtpStage;

/** One relay: its connection permits, what was learned from its replies, and its health. Shared by all threads. */
public final class Relay {

    /** A relay closes an idle connection after some minutes, at the earliest after 60 s (Exchange Online). */
    private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();

    /** How long a refused connection waits to see whether others are accepted. */
    private static final Duration AWAIT_OTHERS = Duration.ofSeconds(1);

    private final Supplier<RelayAddress> address;
    private final RelayProfile profile;
    private final RelayQuota quota;
    private final Duration silence;
    private final LongSupplier nanoTime;
    private final RelayHealth health;
    private final ConnectionPermits places;
    private final ReplyInterpreter lessons;
    private final Deque<IdleSession> idle = new ConcurrentLinkedDeque<>();
    private final Set<RelayConnection> lines = ConcurrentHashMap.newKeySet();
    private final ConnectionCounter connections = new ConnectionCounter();
    private volatile double nanosPerMessage;

    /**
     * @param address asked for each connection, so that a changed password needs no restart
     * @param forAll whether notices and corrections both use this relay
     * @param silence how long a connection may wait for the relay before it gives its permit to others
     */
    Relay(
            Supplier<RelayAddress> address,
            RelayProfile profile,
            RelayQuota quota,
            boolean forAll,
            Duration silence,
            LongSupplier nanoTime) {
        this.address = address;
        this.profile = profile;
        this.quota = quota;
        this.silence = silence;
        this.nanoTime = nanoTime;
        this.health = new RelayHealth(profile, nanoTime, new PauseBackoff(Math::random));
        this.places = new ConnectionPermits(profile.limits().connections(), forAll);
        this.lessons = new ReplyInterpreter(profile);
        this.nanosPerMessage = profile.perMessage().toNanos();
    }

    /** An idle connection. */
    private record IdleSession(SmtpSession session, long since) {}

    /** Its address and credentials; the password is read again. */
    public RelayAddress address() {
        return address.get();
    }

    public RelayProfile profile() {
        return profile;
    }

    public RelayHealth health() {
        return health;
    }

    /** Maximum recipients per transaction: that of the profile, or a smaller learned limit. */
    public int recipientsPerMessage() {
        return lessons.recipientsPerMessage(now());
    }

    /** A connection for one worker; it connects when it is opened. */
    public RelayConnection connection(DispatchKind kind) {
        var line = new RelayConnection(this, kind == DispatchKind.CORRECTION);
        lines.add(line);
        return line;
    }

    /**
     * Once a second: takes permits from silent connections, tries to raise a reduced number of connections, and closes
     * idle ones.
     */
    public void maintain() {
        long now = now();
        lines.forEach(line -> line.releaseIfSilent(now, silence.toNanos()));
        places.probe(now);
        for (IdleSession kept = idle.peekLast();
                kept != null && now - kept.since > IDLE_NANOS;
                kept = idle.peekLast()) {
            if (idle.remove(kept)) {
                SmtpSession idleSession = kept.session;
                endLater(idleSession);
            }
        }
    }

    void abort() {
        lines.forEach(RelayConnection::abort);
    }

    /**
     * Whether this process has a share of the relay's connections: with few connections and many processes, some have
     * none.
     */
    public boolean hasPermits() {
        return places.allowed() > 0;
    }

    /** Sets the number of connections that this process may have. */
    void share(int connections) {
        places.share(connections);
    }

    /** Its capacity for a mailing of this kind at this moment. */
    SendingForecast.RelayCapacity capacity(DispatchKind kind, int recipientsPerMessage, Instant at) {
        boolean correction = kind == DispatchKind.CORRECTION;
        long left = profile.limits().daily() ? quota.remaining(correction, at) : 0;
        return new SendingForecast.RelayCapacity(
                profile.limits(),
                places.maximum(correction),
                recipientsPerMessage,
                Duration.ofNanos((long) nanosPerMessage),
                left);
    }

    ConnectionPermits permits() {
        return places;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    LimitDecision requestPermit(boolean correction, int recipients) {
        Duration slower = lessons.throttle().remaining(now());
        return slower.isZero() ? quota.requestPermit(correction, recipients) : LimitDecision.in(slower);
    }

    /** Returns recipients that were permitted and that the relay did not count. */
    void returnQuota(boolean correction, int recipients) {
        quota.giveBack(correction, recipients);
    }

    /** An idle connection that still works. */
    Optional<SmtpSession> takeIdle() {
        for (IdleSession kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (now() - kept.since < IDLE_NANOS && kept.session.usable()) {
                return Optional.of(kept.session);
            }
            end(kept.session);
        }
        return Optional.empty();
    }

    void keepIdle(SmtpSession session) {
        idle.addFirst(new IdleSession(session, now()));
    }

    SmtpSession connect() {
        return connections.open(() -> SmtpSession.open(address.get()));
    }

    /** On its own thread, because QUIT may take seconds and the common pool has one thread on two processors. */
    private void endLater(SmtpSession idleSession) {
        var ending = new Thread(() -> end(idleSession), "belay-quit");
        ending.setDaemon(true);
        ending.start();
    }

    void end(SmtpSession session) {
        session.close();
        connections.closed();
    }

    /**
     * Whether a connection could not be opened because of our other connections: their number is then the relay's
     * limit. If other connections are pending, wait to see whether they are accepted.
     */
    boolean isFull(RelayUnavailable e) {
        if (e.permanent() || e.stage().compareTo(SmtpStage.EHLO) > 0) {
            return false;
        }
        ConnectionCounter.ConnectionCount others = connections.awaitPending(AWAIT_OTHERS);
        if (others.open() > 0) {
            places.shrink(others.open() + others.pending(), now());
        }
        return others.open() + others.pending() > 0;
    }

    ReplyInterpreter.InterpretedOutcomes interpret(List<RecipientOutcome> said, int messagesBefore, long took) {
        nanosPerMessage += (took - nanosPerMessage) / 20;
        int open = connections.open();
        ReplyInterpreter.InterpretedOutcomes read = lessons.interpret(said, messagesBefore, open, now());
        if (read.connectionsFull()) {
            places.shrink(open - 1, now());
        }
        return read;
    }

    boolean isSpent(int messages, int refusals) {
        int most = lessons.messagesPerConnection(now());
        int budget = profile.limits().refusalsPerConnection();
        return (most > 0 && messages >= most) || (budget > 0 && refusals >= budget);
    }

    void forget(RelayConnection line) {
        lines.remove(line);
    }

    void close() {
        for (IdleSession kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            end(kept.session);
        }
    }
}
