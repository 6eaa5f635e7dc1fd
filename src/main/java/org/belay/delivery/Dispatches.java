package org.belay.delivery;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.belay.delivery.relay.Relays;
import org.belay.platform.NotFound;
import org.belay.platform.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The life of dispatches: frozen, started, stopped, going on, taken back, done. */
@Component
@Transactional
public class Dispatches {

    /** Deliveries in one batch at most: what a relay takes as one copy for many. */
    private static final int LARGEST_BATCH = 500;

    private static final int SMALLEST_BATCH = 10;

    /** Enough for each connection that none is idle while the last ones work; where one copy goes to many, one does. */
    private static final int BATCHES_A_LANE = 8;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final DispatchStore store;
    private final BatchStore batches;
    private final NodeStore nodes;
    private final CountStore counts;
    private final ApplicationEventPublisher events;
    private final ToIntFunction<DispatchKind> connections;
    private final Clock clock;

    @Autowired
    Dispatches(
            DispatchStore store,
            BatchStore batches,
            NodeStore nodes,
            CountStore counts,
            ApplicationEventPublisher events,
            Relays relays,
            Clock clock) {
        this(
                store,
                batches,
                nodes,
                counts,
                events,
                kind -> relays.of(kind).profile().limits().connections(),
                clock);
    }

    Dispatches(
            DispatchStore store,
            BatchStore batches,
            NodeStore nodes,
            CountStore counts,
            ApplicationEventPublisher events,
            ToIntFunction<DispatchKind> connections,
            Clock clock) {
        this.store = store;
        this.batches = batches;
        this.nodes = nodes;
        this.counts = counts;
        this.connections = connections;
        this.events = events;
        this.clock = clock;
    }

    /** Freezes what will be sent and who reads which variant. Nothing is sent until {@link #start}. */
    public DispatchId prepare(NewDispatch dispatch) {
        byte[] token = new byte[16];
        RANDOM.nextBytes(token);
        return store.insert(dispatch, HexFormat.of().formatHex(token), batchSize(dispatch));
    }

    /**
     * Small enough that all connections have work: those that fall silent then keep nothing from the others. No smaller than that where
     * one copy goes to many: one transaction holds a batch there.
     */
    private int batchSize(NewDispatch dispatch) {
        boolean shared = dispatch.variants().stream().noneMatch(v -> v.form().personal());
        int parts = connections.applyAsInt(dispatch.kind()) * (shared ? 1 : BATCHES_A_LANE);
        long even = (dispatch.people() + parts - 1L) / parts;
        return (int) Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, even));
    }

    /** How many connections may work a dispatch at once, over all nodes. */
    int lanes(Dispatch dispatch) {
        return dispatch.probing() ? 1 : Math.min(connections(dispatch.kind()), dispatch.batches());
    }

    /** How many connections the relay allows us for this kind of mail. */
    int connections(DispatchKind kind) {
        return connections.applyAsInt(kind);
    }

    /** Throws away the frozen dispatches of a mailing that goes back to its author. */
    public void discard(long mailing) {
        store.deleteWaiting(mailing);
    }

    /** Lets a waiting dispatch go. False: it is not waiting any more. */
    public boolean start(DispatchId id) {
        return sendFrom(id, DispatchState.WAITING);
    }

    /** Stops on the spot: after this commits, no marker of the dispatch commits (I4). False: there was nothing to stop. */
    public boolean stop(DispatchId id) {
        store.lockExclusively(id);
        Optional<Integer> number = store.stop(id);
        number.ifPresent(n -> events.publishEvent(new DispatchStopped(id, n)));
        return number.isPresent();
    }

    /**
     * Goes on after a stop or a pause.
     *
     * @throws Refused when a correction has been ordered: such a notice never goes on
     */
    public boolean resume(DispatchId id) {
        store.lockExclusively(id);
        if (takenBack(id)) {
            throw new Refused("This notice has been taken back. It does not go on; write a new mailing instead.");
        }
        boolean nobody = get(id).kind() == DispatchKind.CORRECTION
                && get(id).state() == DispatchState.PAUSED
                && reachedNobody(id).isPresent();
        boolean again = store.offerRefusedAgain(id, nobody) > 0;
        store.insist(id, again);
        if (again && get(id).state() == DispatchState.DONE) {
            reopen(id);
            return true;
        }
        return sendFrom(id, DispatchState.STOPPED, DispatchState.PAUSED, DispatchState.HELD);
    }

    /** Those refused for what was about us are sent to again, although the dispatch was done. */
    private void reopen(DispatchId id) {
        sendFrom(id, DispatchState.DONE);
        Dispatch dispatch = get(id);
        events.publishEvent(new DispatchReopened(id, dispatch.mailing(), dispatch.kind()));
    }

    /** How many were refused for what may be about us, and could be sent to again. */
    @Transactional(readOnly = true)
    public long refusedForUs(DispatchId id) {
        return store.refusedForUs(id);
    }

    /**
     * Takes a notice back: it stops and its correction starts, in this one transaction, whatever the number of people. False: the
     * correction was ordered before.
     */
    public boolean order(DispatchId notice, DispatchId correction) {
        store.lockExclusively(notice, correction);
        store.stop(notice).ifPresent(n -> events.publishEvent(new DispatchStopped(notice, n)));
        return sendFrom(correction, DispatchState.WAITING);
    }

    /** Whether its correction has been ordered. */
    @Transactional(readOnly = true)
    public boolean takenBack(DispatchId id) {
        return store.correctionOf(id)
                .filter(correction -> correction.state() != DispatchState.WAITING)
                .isPresent();
    }

    private boolean sendFrom(DispatchId id, DispatchState... from) {
        store.lockExclusively(id);
        boolean sends = store.send(id, List.of(from));
        if (sends) {
            Dispatch dispatch = get(id);
            events.publishEvent(new DispatchStarted(id, dispatch.kind(), lanes(dispatch)));
        }
        return sends;
    }

    /**
     * Pauses because of the relay. It goes on by itself after a while, or, without one, when a person resumes it.
     *
     * @param probing whether it goes on with one recipient on one connection, until that is accepted
     */
    public boolean pause(DispatchId id, String why, Optional<Duration> tryAgainAfter, boolean probing) {
        return pause(id, why, tryAgainAfter, probing, false);
    }

    /** The same, where the relay refuses the mail to everybody: all whom it has rejected have their turn again. */
    boolean pauseForAll(DispatchId id, String why, Optional<Duration> tryAgainAfter, boolean probing) {
        return pause(id, why, tryAgainAfter, probing, true);
    }

    private boolean pause(
            DispatchId id, String why, Optional<Duration> tryAgainAfter, boolean probing, boolean everybody) {
        store.lockExclusively(id);
        boolean sent = store.pause(id, why, tryAgainAfter, probing);
        if (sent) {
            store.offerRefusedAgain(id, everybody);
            events.publishEvent(new DispatchPaused(id, get(id).mailing(), why));
        }
        return sent;
    }

    /**
     * Begins a comparison of every node with the database, and holds what sends or could, until a person says so. A correction waits for
     * the comparison alone and goes on by itself: who is owed one is known again then.
     *
     * @param after the last comparison that the caller knows
     * @return false: another node has begun one after that
     */
    public boolean recordIsBehind(Optional<Integer> after, String why) {
        boolean first = nodes.comparisons().begin(after, why);
        if (first) {
            holdEverything(why + " What was sent is compared with it on every node; then a person decides.");
        }
        return first;
    }

    /** Holds what sends and what is scheduled, until a person says that this server is no copy. False: it is held already. */
    public boolean serverIsCopied(String why) {
        boolean first = nodes.comparisons().copied(why);
        if (first) {
            store.lockExclusively(store.inState(DispatchState.SENDING, DispatchState.PAUSED));
            store.holdCopy(why);
            events.publishEvent(new RecordBehind(why));
        }
        return first;
    }

    /** This server is the real one: what was held goes on. False: it is not taken for a copy. */
    public boolean serverIsReal(String identity) {
        Optional<String> why = nodes.comparisons().real(identity);
        why.ifPresent(held -> {
            store.heldFor(held).forEach(id -> sendFrom(id, DispatchState.HELD));
            events.publishEvent(new ServerIsReal(held));
        });
        return why.isPresent();
    }

    /** Holds what sends or could, and what is scheduled. */
    public void holdEverything(String why) {
        store.lockExclusively(store.inState(DispatchState.SENDING, DispatchState.PAUSED, DispatchState.STOPPED));
        store.hold(why);
        events.publishEvent(new RecordBehind(why));
    }

    /** Lets the pace count from now, so that a pause of ours is not caught up in a burst. */
    void paceFromNow() {
        store.paceFromNow();
    }

    /** Where the database's clock was set back, what had started would wait until the time of its start came again. */
    void paceNoLaterThanNow() {
        store.paceNoLaterThanNow();
    }

    /** A hash over who reads which variant and how the dispatch goes out, for whoever binds an approval to it (I7). */
    @Transactional(readOnly = true)
    public String binding(DispatchId id) {
        return store.binding(id);
    }

    /** Those whose pause is over. */
    @Transactional(readOnly = true)
    public List<DispatchId> pausedAndDue() {
        return store.pausedAndDue();
    }

    /** Goes on by itself after a pause. */
    public void goOn(DispatchId id) {
        sendFrom(id, DispatchState.PAUSED);
    }

    /** Says that nothing of a stopped dispatch is open. */
    void rests(DispatchId id) {
        store.rests(id);
    }

    /** A probe was accepted: all of the dispatch goes on. */
    void probed(DispatchId id) {
        store.lockExclusively(id);
        if (store.probed(id)) {
            Dispatch dispatch = get(id);
            events.publishEvent(new DispatchStarted(id, dispatch.kind(), lanes(dispatch)));
        }
    }

    /** Wakes as many lanes as there are batches to be worked now and nobody works. */
    void wake(DispatchId id, String node, int atWork) {
        Dispatch dispatch = get(id);
        int wanted = batches.claimable(id, lanes(dispatch), node);
        if (wanted > 0) {
            events.publishEvent(new LanesWanted(id, dispatch.kind(), Math.min(wanted + atWork, lanes(dispatch))));
        }
    }

    /** How far the last stop has come on all nodes. */
    @Transactional(readOnly = true)
    public StopStanding stopStanding(DispatchId id) {
        return nodes.standing(id);
    }

    /** Ends the dispatch when everything is settled. It is looked at without a lock first: mostly, there is more to do. */
    public void finish(DispatchId id) {
        if (!store.settled(id, DispatchState.SENDING)) {
            return;
        }
        Dispatch done = get(id);
        store.lockExclusively(
                Stream.concat(done.corrects().stream(), Stream.of(id)).toArray(DispatchId[]::new));
        if (!store.done(id)) {
            return;
        }
        Optional<String> nobody = done.kind() == DispatchKind.CORRECTION ? reachedNobody(id) : Optional.empty();
        if (nobody.isPresent()) {
            store.unfinished(id, nobody.get());
            events.publishEvent(new DispatchPaused(id, done.mailing(), nobody.get()));
            return;
        }
        store.endNoticeOf(id);
        events.publishEvent(new DispatchDone(id, done.mailing(), done.kind()));
    }

    /** A correction that had reached nobody comes to its end when a late reply says that it has. */
    void reachedAfterAll(DispatchId correction) {
        if (store.settled(correction, DispatchState.PAUSED)
                && reachedNobody(correction).isEmpty()) {
            goOn(correction);
        }
    }

    /** Why a correction is not at its end although nothing of it waits; empty where it reached a person, or owes none. */
    private Optional<String> reachedNobody(DispatchId correction) {
        var all = new Counts(counts.counts(correction));
        long owed = all.total() - all.of(DeliveryState.SKIPPED);
        return owed == 0 || all.of(DeliveryState.ACCEPTED) + all.of(DeliveryState.BOUNCED) > 0
                ? Optional.empty()
                : Optional.of("The correction reached nobody: the relay accepted it for none of " + owed
                        + (owed == 1 ? " person" : " people")
                        + ". See why under each person, mend it and resume, or tell them another way.");
    }

    @Transactional(readOnly = true)
    public Dispatch get(DispatchId id) {
        return store.find(id).orElseThrow(() -> new NotFound("There is no dispatch " + id.value() + "."));
    }

    @Transactional(readOnly = true)
    public Optional<Dispatch> of(long mailing, DispatchKind kind) {
        return store.ofMailing(mailing).stream().filter(d -> d.kind() == kind).findFirst();
    }

    /** Dispatches that have started and are not done. */
    @Transactional(readOnly = true)
    public List<Dispatch> atWork() {
        return store.atWork();
    }

    /** What has not begun counts as HALTED while a person's stop stands. */
    @Transactional(readOnly = true)
    public Counts counts(Dispatch dispatch) {
        var written = new Counts(counts.counts(dispatch.id()));
        Counts all = dispatch.kind() == DispatchKind.CORRECTION
                ? written
                : written.plusPending(counts.unwritten(dispatch.id()));
        return dispatch.state() == DispatchState.STOPPED ? all.halted() : all;
    }

    /** People of whom some attempt of the notice has a marker and no definite refusal (I1): four states say so. */
    @Transactional(readOnly = true)
    public long mayHaveIt(DispatchId notice) {
        var written = new Counts(counts.counts(notice));
        return written.of(DeliveryState.ACCEPTED)
                + written.of(DeliveryState.BOUNCED)
                + written.of(DeliveryState.IN_FLIGHT)
                + written.of(DeliveryState.IN_DOUBT);
    }

    @Transactional(readOnly = true)
    public List<FrozenVariant> variants(DispatchId id) {
        return store.variants(id);
    }

    /** Acceptances a second, over the last ten seconds. */
    @Transactional(readOnly = true)
    public double perSecond(DispatchId id) {
        return counts.acceptedASecond(id);
    }

    /** When the last acceptance came on record. */
    @Transactional(readOnly = true)
    public Optional<Instant> lastAccepted(DispatchId id) {
        return counts.lastAccepted(id);
    }
}
