package org.belay.delivery.dispatch;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.belay.delivery.DeliveryCounts;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchDone;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchPaused;
import org.belay.delivery.DispatchReopened;
import org.belay.delivery.DispatchStarted;
import org.belay.delivery.DispatchState;
import org.belay.delivery.DispatchStopped;
import org.belay.delivery.FrozenVariant;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.SendingHeld;
import org.belay.delivery.ServerConfirmed;
import org.belay.delivery.StopProgress;
import org.belay.delivery.WorkersWanted;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.batch.BatchCloser;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.relay.ConfiguredRelays;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The life of dispatches: freeze, start, stop, pause, resume, take back, end. */
@Component
@Transactional
public class Dispatches {

    /** Most deliveries in one batch: what a relay accepts as one shared copy. */
    private static final int LARGEST_BATCH = 500;

    private static final int SMALLEST_BATCH = 10;

    /** Enough batches per connection that none is idle while the last batches are sent. A shared copy needs one. */
    private static final int BATCHES_PER_CONNECTION = 8;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final DispatchStore store;
    private final DispatchFreezing freezing;
    private final DispatchRetries retries;
    private final DispatchPace pace;
    private final DispatchHolds holds;
    private final BatchClaims batches;
    private final BatchCloser closer;
    private final DeliveryCountStore counts;
    private final NodeStore nodes;
    private final ApplicationEventPublisher events;
    private final ToIntFunction<DispatchKind> connections;

    @Autowired
    Dispatches(JdbcClient sql, NodeStore nodes, ApplicationEventPublisher events, ConfiguredRelays relays) {
        this(sql, nodes, events, kind -> relays.of(kind).profile().limits().connections());
    }

    public Dispatches(
            JdbcClient sql,
            NodeStore nodes,
            ApplicationEventPublisher events,
            ToIntFunction<DispatchKind> connections) {
        store = new DispatchStore(sql);
        freezing = new DispatchFreezing(sql);
        retries = new DispatchRetries(sql);
        pace = new DispatchPace(sql);
        holds = new DispatchHolds(sql);
        batches = new BatchClaims(sql);
        closer = new BatchCloser(sql);
        counts = new DeliveryCountStore(sql);
        this.nodes = nodes;
        this.events = events;
        this.connections = connections;
    }

    /** Freezes what will be sent and which recipient gets which variant. Nothing is sent until {@link #start}. */
    public DispatchId prepare(NewDispatch dispatch) {
        byte[] token = new byte[16];
        RANDOM.nextBytes(token);
        return freezing.insert(dispatch, HexFormat.of().formatHex(token), batchSize(dispatch));
    }

    /**
     * Small enough that every connection has work, and that connections which fall silent keep few recipients waiting.
     * Where a copy is shared, not smaller than that: one transaction then takes a whole batch.
     */
    private int batchSize(NewDispatch dispatch) {
        boolean shared = dispatch.variants().stream().noneMatch(v -> v.form().isPersonal());
        int parts = connections.applyAsInt(dispatch.kind()) * (shared ? 1 : BATCHES_PER_CONNECTION);
        long deliveries = (dispatch.people() + parts - 1L) / parts;
        return (int) Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, deliveries));
    }

    /** Number of workers that may send a dispatch at once, over all nodes. */
    public int workers(Dispatch dispatch) {
        return dispatch.probing() ? 1 : Math.min(connections(dispatch.kind()), dispatch.batches());
    }

    /** Number of connections that the relay allows for this kind of mail. */
    public int connections(DispatchKind kind) {
        return connections.applyAsInt(kind);
    }

    /** Deletes the frozen dispatches of a mailing that goes back to its author. */
    public void discard(long mailing) {
        freezing.deleteWaiting(mailing);
    }

    /** Starts a waiting dispatch. False if it is not waiting any more. */
    public boolean start(DispatchId id) {
        return sendFrom(id, DispatchState.WAITING);
    }

    /**
     * Stops at once: after this commits, no attempt of the dispatch commits (docs/promises.md, I4). False if there was
     * nothing to stop.
     */
    public boolean stop(DispatchId id) {
        store.lockExclusively(id);
        Optional<Integer> number = store.stop(id);
        number.ifPresent(n -> events.publishEvent(new DispatchStopped(id, n)));
        return number.isPresent();
    }

    /**
     * Resumes after a stop, a pause or a hold, on behalf of a person.
     *
     * @return false if the dispatch cannot resume in its state
     * @throws RequestRefused when its correction has been ordered: such a notice never resumes
     */
    public boolean resume(DispatchId id) {
        store.lockExclusively(id);
        if (isTakenBack(id)) {
            throw new RequestRefused(
                    "This notice has been taken back and cannot be resumed. Write a new mailing instead.");
        }
        boolean unreached = get(id).kind() == DispatchKind.CORRECTION
                && get(id).state() == DispatchState.PAUSED
                && whyUnreached(id).isPresent();
        boolean again = retries.retryRefused(id, unreached) > 0;
        store.markResumed(id, again);
        if (again && get(id).state() == DispatchState.DONE) {
            reopen(id);
            return true;
        }
        return sendFrom(id, DispatchState.STOPPED, DispatchState.PAUSED, DispatchState.HELD);
    }

    /** Sends to recipients again that were refused for the sender's sake, although the dispatch was done. */
    private void reopen(DispatchId id) {
        sendFrom(id, DispatchState.DONE);
        Dispatch dispatch = get(id);
        events.publishEvent(new DispatchReopened(id, dispatch.mailing(), dispatch.kind()));
    }

    /** Number of recipients that were refused for a reason that may concern the sender and could be sent to again. */
    @Transactional(readOnly = true)
    public long countPolicyRefusals(DispatchId id) {
        return retries.countPolicyRefusals(id);
    }

    /**
     * Takes a notice back: stops it and starts its correction, in one transaction that takes the same time for any
     * number of recipients. False if the correction was ordered before.
     */
    public boolean order(DispatchId notice, DispatchId correction) {
        store.lockExclusively(notice, correction);
        store.stop(notice).ifPresent(n -> events.publishEvent(new DispatchStopped(notice, n)));
        return sendFrom(correction, DispatchState.WAITING);
    }

    /** Whether the correction of this notice has been ordered. */
    @Transactional(readOnly = true)
    public boolean isTakenBack(DispatchId id) {
        return store.correctionOf(id)
                .filter(correction -> correction.state() != DispatchState.WAITING)
                .isPresent();
    }

    private boolean sendFrom(DispatchId id, DispatchState... from) {
        store.lockExclusively(id);
        boolean sends = store.startSending(id, from);
        if (sends) {
            Dispatch dispatch = get(id);
            events.publishEvent(new DispatchStarted(id, dispatch.kind(), workers(dispatch)));
        }
        return sends;
    }

    /**
     * Pauses because of the relay.
     *
     * @param tryAgainAfter after which it continues; empty if it waits until a person resumes it
     * @param probing whether it continues with one recipient on one connection until that is accepted
     * @return false if it was not sending
     */
    public boolean pause(DispatchId id, String why, Optional<Duration> tryAgainAfter, boolean probing) {
        return pause(id, why, tryAgainAfter, probing, false);
    }

    /** The same where the relay refuses the mail for all recipients: those it has rejected so far are retried. */
    public boolean pauseAndRetryRejected(DispatchId id, String why, Optional<Duration> tryAgainAfter, boolean probing) {
        return pause(id, why, tryAgainAfter, probing, true);
    }

    private boolean pause(
            DispatchId id, String why, Optional<Duration> tryAgainAfter, boolean probing, boolean retryAll) {
        store.lockExclusively(id);
        boolean paused = store.pause(id, why, tryAgainAfter, probing, retryAll);
        if (paused) {
            retries.retryRefused(id, retryAll);
            events.publishEvent(new DispatchPaused(id, get(id).mailing(), why));
        }
        return paused;
    }

    /**
     * Begins a comparison on every node, and holds what sends or could send until a person resumes it. A correction
     * waits only for the comparison: its recipients are known again afterwards.
     *
     * @param after number of the last comparison that the caller knows; empty if it knows none
     * @return false if another node has begun the next one
     */
    public boolean beginComparison(Optional<Integer> after, String why) {
        boolean first = nodes.comparisons().begin(after, why);
        if (first) {
            holdEverything(why + " Every node compares it with what was sent; then a person decides.");
        }
        return first;
    }

    /**
     * Holds what sends and what is scheduled until a person confirms that this server is not a copy. False if it is
     * already held.
     */
    public boolean holdAsCopy(String why) {
        boolean first = nodes.comparisons().markCopied(why);
        if (first) {
            store.lockExclusively(holds.inState(DispatchState.SENDING, DispatchState.PAUSED));
            holds.holdAsCopy(why);
            events.publishEvent(new SendingHeld(why));
        }
        return first;
    }

    /** Confirms that this server is the real one: what was held resumes. False if it was not held as a copy. */
    public boolean confirmServer(String identity) {
        Optional<String> why = nodes.comparisons().confirmServer(identity);
        why.ifPresent(held -> {
            holds.findHeld(held).forEach(id -> sendFrom(id, DispatchState.HELD));
            events.publishEvent(new ServerConfirmed(held));
        });
        return why.isPresent();
    }

    /** Holds what sends or could send, and what is scheduled. */
    public void holdEverything(String why) {
        store.lockExclusively(holds.inState(DispatchState.SENDING, DispatchState.PAUSED, DispatchState.STOPPED));
        holds.hold(why);
        events.publishEvent(new SendingHeld(why));
    }

    /** Restarts the pace from now, so that the time this server was down is not caught up in a burst. */
    public void paceFromNow() {
        pace.paceFromNow();
    }

    /**
     * Restarts the pace of dispatches whose start lies in the future because the clock of the database was set back.
     */
    public void paceNoLaterThanNow() {
        pace.paceNoLaterThanNow();
    }

    /**
     * SHA-256 over which recipient gets which variant and how the dispatch is sent; part of what an approval covers
     * (docs/promises.md, I7).
     */
    @Transactional(readOnly = true)
    public String assignmentDigest(DispatchId id) {
        return freezing.assignmentDigest(id);
    }

    /** Dispatches whose pause is over. */
    @Transactional(readOnly = true)
    public List<DispatchId> duePauses() {
        return store.findDuePauses();
    }

    /** Continues after a pause, without a person. */
    public void continueAfterPause(DispatchId id) {
        sendFrom(id, DispatchState.PAUSED);
    }

    /** Marks a stopped dispatch without open attempts as idle. */
    public void markIdle(DispatchId id) {
        store.markIdle(id);
    }

    /** A probe was accepted: the whole dispatch continues. */
    public void probeAccepted(DispatchId id) {
        store.lockExclusively(id);
        if (store.endProbe(id)) {
            Dispatch dispatch = get(id);
            events.publishEvent(new DispatchStarted(id, dispatch.kind(), workers(dispatch)));
        }
    }

    /**
     * Asks for as many workers as there are batches that could be claimed now.
     *
     * @param atWork workers of this node that already send it
     */
    public void wakeWorkers(DispatchId id, String node, int atWork) {
        Dispatch dispatch = get(id);
        int wanted = batches.claimable(id, workers(dispatch), node);
        if (wanted > 0) {
            events.publishEvent(new WorkersWanted(id, dispatch.kind(), Math.min(wanted + atWork, workers(dispatch))));
        }
    }

    /** How far the last stop has been acknowledged by all nodes. */
    @Transactional(readOnly = true)
    public StopProgress stopProgress(DispatchId id) {
        return nodes.stopProgress(id);
    }

    /**
     * Ends the dispatch when all its batches are settled. Checks without a lock first, because usually there is more to
     * do.
     */
    public void finish(DispatchId id) {
        if (!closer.isSettled(id, DispatchState.SENDING)) {
            return;
        }
        Dispatch done = get(id);
        store.lockExclusively(
                Stream.concat(done.corrects().stream(), Stream.of(id)).toArray(DispatchId[]::new));
        if (!closer.markDone(id)) {
            return;
        }
        Optional<String> unreached = done.kind() == DispatchKind.CORRECTION ? whyUnreached(id) : Optional.empty();
        if (unreached.isPresent()) {
            closer.pauseUnreached(id, unreached.get());
            events.publishEvent(new DispatchPaused(id, done.mailing(), unreached.get()));
            return;
        }
        closer.endNoticeOf(id);
        events.publishEvent(new DispatchDone(id, done.mailing(), done.kind()));
    }

    /** Ends a correction that seemed to have reached no recipient when a late reply shows that it has. */
    public void endIfReached(DispatchId correction) {
        if (closer.isSettled(correction, DispatchState.PAUSED)
                && whyUnreached(correction).isEmpty()) {
            continueAfterPause(correction);
        }
    }

    /**
     * Why a correction without remaining work has not ended: it reached no recipient. Empty if it reached one, or had
     * none.
     */
    private Optional<String> whyUnreached(DispatchId correction) {
        var all = new DeliveryCounts(counts.counts(correction));
        long owed = all.total() - all.of(DeliveryState.SKIPPED);
        return owed == 0 || all.of(DeliveryState.ACCEPTED) + all.of(DeliveryState.BOUNCED) > 0
                ? Optional.empty()
                : Optional.of("The correction reached no one: the relay accepted it for none of " + owed
                        + (owed == 1 ? " person" : " people")
                        + ". See the reason under each person, fix it and resume, or inform them another way.");
    }

    @Transactional(readOnly = true)
    public Dispatch get(DispatchId id) {
        return store.find(id).orElseThrow(() -> new ObjectNotFound("There is no dispatch " + id.value() + "."));
    }

    @Transactional(readOnly = true)
    public Optional<Dispatch> of(long mailing, DispatchKind kind) {
        return store.ofMailing(mailing).stream().filter(d -> d.kind() == kind).findFirst();
    }

    /** Dispatches that have started and are not done. */
    @Transactional(readOnly = true)
    public List<Dispatch> activeDispatches() {
        return store.findActive();
    }

    /** Counts per state. In a stopped dispatch, deliveries that have not started count as HALTED. */
    @Transactional(readOnly = true)
    public DeliveryCounts counts(Dispatch dispatch) {
        var written = new DeliveryCounts(counts.counts(dispatch.id()));
        DeliveryCounts all = dispatch.kind() == DispatchKind.CORRECTION
                ? written
                : written.plusPending(counts.unwritten(dispatch.id()));
        return dispatch.state() == DispatchState.STOPPED ? all.withNotSent() : all;
    }

    /**
     * Number of recipients who may have the notice: some attempt is committed and was not definitely refused
     * (docs/promises.md, I1).
     */
    @Transactional(readOnly = true)
    public long mayHaveIt(DispatchId notice) {
        var written = new DeliveryCounts(counts.counts(notice));
        return written.of(DeliveryState.ACCEPTED)
                + written.of(DeliveryState.BOUNCED)
                + written.of(DeliveryState.IN_FLIGHT)
                + written.of(DeliveryState.IN_DOUBT);
    }

    @Transactional(readOnly = true)
    public List<FrozenVariant> variants(DispatchId id) {
        return freezing.variants(id);
    }

    /** Acceptances per second over the last ten seconds. */
    @Transactional(readOnly = true)
    public double acceptedPerSecond(DispatchId id) {
        return counts.acceptedPerSecond(id);
    }

    /** When the last acceptance was recorded. */
    @Transactional(readOnly = true)
    public Optional<Instant> lastAccepted(DispatchId id) {
        return counts.lastAccepted(id);
    }
}
