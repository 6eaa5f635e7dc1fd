package org.belay.delivery.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchPaused;
import org.belay.delivery.DispatchReopened;
import org.belay.delivery.DispatchStarted;
import org.belay.delivery.DispatchState;
import org.belay.delivery.DispatchStopped;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.WorkersWanted;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.relay.ConfiguredRelays;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The life of dispatches: freeze, start, stop, pause, resume, correct, end. {@link DispatchProgress} counts their deliveries. */
@Component
@Transactional
public class Dispatches {

    private final DispatchStore store;
    private final CorrectionOrder orders;
    private final FrozenDispatches frozen;
    private final DispatchRetries retries;
    private final BatchClaims batches;
    private final DispatchCompletion completion;
    private final ApplicationEventPublisher events;
    private final ToIntFunction<DispatchKind> connections;

    @Autowired
    Dispatches(JdbcClient sql, ApplicationEventPublisher events, ConfiguredRelays relays) {
        this(sql, events, kind -> relays.of(kind).profile().limits().connections());
    }

    public Dispatches(JdbcClient sql, ApplicationEventPublisher events, ToIntFunction<DispatchKind> connections) {
        store = new DispatchStore(sql);
        orders = new CorrectionOrder(sql, events);
        frozen = new FrozenDispatches(sql);
        retries = new DispatchRetries(sql);
        batches = new BatchClaims(sql);
        completion = new DispatchCompletion(sql, events);
        this.events = events;
        this.connections = connections;
    }

    /** Freezes what will be sent and which recipient gets which variant. Nothing is sent until {@link #start}. */
    public DispatchId prepare(NewDispatch dispatch) {
        return frozen.insert(dispatch, connections(dispatch.kind()));
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
        frozen.deleteWaiting(mailing);
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
     * @throws RequestRefused when a correction of it has been ordered: such a dispatch never resumes
     */
    public boolean resume(DispatchId id) {
        store.lockExclusively(id);
        if (isTakenBack(id)) {
            throw new RequestRefused(
                    "This notice has been taken back and cannot be resumed. Write a new mailing instead.");
        }
        boolean unreached = get(id).kind() == DispatchKind.CORRECTION
                && get(id).state() == DispatchState.PAUSED
                && completion.whyUnreached(id).isPresent();
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
        events.publishEvent(new DispatchReopened(id, get(id).mailing(), get(id).kind()));
    }

    /** Withdraws a notice with the correction that was approved with it. */
    public boolean order(DispatchId notice, DispatchId correction) {
        return order(notice, correction, CorrectionKind.DISREGARD);
    }

    /**
     * Stops what is going out of a mailing and starts a correction, in one transaction that takes the same time for any number of
     * recipients. False if it was ordered before.
     *
     * @throws RequestRefused if what is valid now does not allow a correction of this kind
     */
    public boolean order(DispatchId notice, DispatchId correction, CorrectionKind kind) {
        return orders.makeWay(notice, correction, kind) && sendFrom(correction, DispatchState.WAITING);
    }

    /** Whether a correction of this notice, or a later one than this correction, has been ordered. */
    @Transactional(readOnly = true)
    public boolean isTakenBack(DispatchId id) {
        return orders.isChanged(id);
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

    /** Dispatches whose pause is over. */
    @Transactional(readOnly = true)
    public List<DispatchId> duePauses() {
        return store.findDuePauses();
    }

    /** Continues after a pause, without a person. */
    public void continueAfterPause(DispatchId id) {
        sendFrom(id, DispatchState.PAUSED);
    }

    /** False if it is not held any more. */
    boolean continueHeld(DispatchId id) {
        return sendFrom(id, DispatchState.HELD);
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

    /** Asks for as many workers as there are batches that could be claimed now; {@code atWork} of this node already send it. */
    public void wakeWorkers(DispatchId id, String node, int atWork) {
        Dispatch dispatch = get(id);
        int wanted = batches.claimable(id, workers(dispatch), node);
        if (wanted > 0) {
            events.publishEvent(new WorkersWanted(id, dispatch.kind(), Math.min(wanted + atWork, workers(dispatch))));
        }
    }

    /** Ends the dispatch when all its batches are closed. */
    public void finish(DispatchId id) {
        completion.finish(id);
    }

    /** Ends a correction that seemed to have reached no recipient when a late reply shows that it has. */
    public void endIfReached(DispatchId correction) {
        if (completion.isReachedLate(correction)) {
            continueAfterPause(correction);
        }
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
}
