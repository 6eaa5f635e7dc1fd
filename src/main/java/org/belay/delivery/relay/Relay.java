package org.belay.delivery.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.belay.delivery.DispatchKind;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Session;
import org.belay.smtp.Stage;

/** One relay: its places, what it has taught us, its health. Shared by all threads. */
public final class Relay {

    /** A relay closes an idle connection after some minutes, at the earliest after 60 s (Exchange Online). */
    private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();

    /** How long who was refused waits to see whether others are let in. */
    private static final Duration OTHERS_OPEN = Duration.ofSeconds(1);

    private final Supplier<RelayAddress> address;
    private final Profile profile;
    private final Quota quota;
    private final Duration silence;
    private final LongSupplier nanoTime;
    private final RelayHealth health;
    private final Places places;
    private final Lessons lessons;
    private final Deque<Kept> idle = new ConcurrentLinkedDeque<>();
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final Connections connections = new Connections();
    private volatile double nanosPerMessage;

    /**
     * @param address asked for each connection, so that a changed password needs no restart
     * @param forAll whether notices and corrections both come this way
     * @param silence how long a line may wait for the relay before it gives its place to others
     */
    Relay(
            Supplier<RelayAddress> address,
            Profile profile,
            Quota quota,
            boolean forAll,
            Duration silence,
            LongSupplier nanoTime) {
        this.address = address;
        this.profile = profile;
        this.quota = quota;
        this.silence = silence;
        this.nanoTime = nanoTime;
        this.health = new RelayHealth(profile, nanoTime, new Backoff(Math::random));
        this.places = new Places(profile.limits().connections(), forAll);
        this.lessons = new Lessons(profile);
        this.nanosPerMessage = profile.perMessage().toNanos();
    }

    /** A connection that waits for its next user. */
    private record Kept(Session session, long since) {}

    /** Where it is; its password read anew. */
    public RelayAddress address() {
        return address.get();
    }

    public Profile profile() {
        return profile;
    }

    public RelayHealth health() {
        return health;
    }

    /** How many recipients a transaction may have: the profile's number, or a smaller one that the relay taught us. */
    public int recipientsPerMessage() {
        return lessons.recipientsPerMessage(now());
    }

    /** A line for one worker; it connects when it is opened. */
    public Line line(DispatchKind kind) {
        var line = new Line(this, kind == DispatchKind.CORRECTION);
        lines.add(line);
        return line;
    }

    /** Once a second: nobody waits for a place that a silent relay holds, and what was given up is tried again. */
    public void tend() {
        long now = now();
        lines.forEach(line -> line.releaseIfSilent(now, silence.toNanos()));
        places.probe(now);
        for (Kept kept = idle.peekLast(); kept != null && now - kept.since > IDLE_NANOS; kept = idle.peekLast()) {
            if (idle.remove(kept)) {
                Session gone = kept.session;
                endLater(gone);
            }
        }
    }

    void abort() {
        lines.forEach(Line::abort);
    }

    /** Whether this process has any of the relay's connections: of few, and many processes, some have none. */
    public boolean hasPlaces() {
        return places.allowed() > 0;
    }

    /** This process may have so many of the relay's connections. */
    void share(int connections) {
        places.share(connections);
    }

    /** As a mailing of this kind will find it at this moment. */
    Forecast.Way way(DispatchKind kind, int recipientsPerMessage, Instant at) {
        boolean correction = kind == DispatchKind.CORRECTION;
        long left = profile.limits().daily() ? quota.left(correction, at) : 0;
        return new Forecast.Way(
                profile.limits(),
                places.most(correction),
                recipientsPerMessage,
                Duration.ofNanos((long) nanosPerMessage),
                left);
    }

    Places places() {
        return places;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    Admission admit(boolean correction, int recipients) {
        Duration slower = lessons.throttle().left(now());
        return slower.isZero() ? quota.admit(correction, recipients) : Admission.in(slower);
    }

    /** So many recipients were admitted and are not counted by the relay. */
    void notTaken(boolean correction, int recipients) {
        quota.giveBack(correction, recipients);
    }

    /** A connection that another line has left behind and that still works. */
    Session leftBehind() {
        for (Kept kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (now() - kept.since < IDLE_NANOS && kept.session.usable()) {
                return kept.session;
            }
            end(kept.session);
        }
        return null;
    }

    void leaveBehind(Session session) {
        idle.addFirst(new Kept(session, now()));
    }

    Session connect() {
        return connections.open(() -> Session.open(address.get()));
    }

    /** QUIT may take seconds: a thread of its own, since the common pool has one thread on two processors. */
    private void endLater(Session gone) {
        var ending = new Thread(() -> end(gone), "belay-quit");
        ending.setDaemon(true);
        ending.start();
    }

    void end(Session session) {
        session.close();
        connections.closed();
    }

    /**
     * Whether a connection could not be opened because there are others of ours: then those are as many as the relay
     * takes. Of others that are not let in yet, the last to be refused tells that it was not that.
     */
    boolean full(RelayUnavailable e) {
        if (e.permanent() || e.stage().compareTo(Stage.EHLO) > 0) {
            return false;
        }
        Connections.Count others = connections.settled(OTHERS_OPEN);
        if (others.open() > 0) {
            places.shrink(others.open() + others.pending(), now());
        }
        return others.open() + others.pending() > 0;
    }

    Lessons.Read understand(List<Outcome> said, int messagesBefore, long took) {
        nanosPerMessage += (took - nanosPerMessage) / 20;
        int open = connections.open();
        Lessons.Read read = lessons.read(said, messagesBefore, open, now());
        if (read.connectionsFull()) {
            places.shrink(open - 1, now());
        }
        return read;
    }

    boolean spent(int messages, int refusals) {
        int most = lessons.messagesPerConnection(now());
        int budget = profile.limits().refusalsPerConnection();
        return (most > 0 && messages >= most) || (budget > 0 && refusals >= budget);
    }

    void forget(Line line) {
        lines.remove(line);
    }

    void close() {
        for (Kept kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            end(kept.session);
        }
    }
}
