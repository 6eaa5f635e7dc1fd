package org.belay.delivery.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchState;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.batch.BatchId;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.relay.ConfiguredRelays;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.reply.PauseReason;
import org.belay.delivery.reply.RefusalEvaluator;
import org.belay.platform.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Sends dispatches in turns: claims one batch after another and sends what is due. */
@Component
public class DispatchSender {

    private static final Logger log = LoggerFactory.getLogger(DispatchSender.class);

    /** Length of a turn, so that no dispatch keeps another waiting. */
    private static final Duration TURN = Duration.ofSeconds(10);

    /** How long an orderly end waits for replies of the relay; mails whose replies come later are left uncertain. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    /** Minimum time between two turns of a worker. */
    private static final Duration MIN_INTERVAL = Duration.ofMillis(250);

    /** When a worker for which this node has no share checks again whether another node runs it. */
    private static final Duration CHECK_SHARE_AFTER = Duration.ofSeconds(1);

    /** Maximum number of detached workers, which wait for a late reply, per connection that the relay allows. */
    private static final int DETACHED_PER_CONNECTION = 4;

    private final BatchClaims batches;
    private final BatchDeliveries deliveries;
    private final DeliveryLedger ledger;
    private final Dispatches dispatches;
    private final ConfiguredRelays relays;
    private final StopSignals brakes;
    private final ClusterNode node;
    private final Settings settings;
    private final Clock clock;
    private final Map<DispatchId, RefusalEvaluator> judges = new ConcurrentHashMap<>();
    private final WorkerThreads threads = new WorkerThreads();
    private final Set<BatchId> workedOn = ConcurrentHashMap.newKeySet();
    private final WorkerCount workers = new WorkerCount();
    private volatile boolean closing;

    DispatchSender(
            BatchClaims batches,
            BatchDeliveries deliveries,
            DeliveryLedger ledger,
            Dispatches dispatches,
            ConfiguredRelays relays,
            StopSignals brakes,
            ClusterNode node,
            Settings settings,
            Clock clock) {
        this.batches = batches;
        this.deliveries = deliveries;
        this.ledger = ledger;
        this.dispatches = dispatches;
        this.relays = relays;
        this.brakes = brakes;
        this.node = node;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One turn of a worker: sends what is due of a dispatch, for ten seconds at most.
     *
     * @return delay until its next turn; empty if nothing is left for it, or if the dispatch does not send now
     */
    public Optional<Duration> runTurn(DispatchId id) {
        Dispatch dispatch = dispatches.get(id);
        if (dispatch.state() != DispatchState.SENDING || closing) {
            return Optional.empty();
        }
        if (!relays.of(dispatch.kind()).hasPermits() || !workers.tryAdd(id, node.share(dispatches.workers(dispatch)))) {
            return Optional.of(CHECK_SHARE_AFTER);
        }
        try {
            threads.run(turn(dispatch), DETACHED_PER_CONNECTION * dispatches.connections(dispatch.kind()));
        } finally {
            workers.remove(id);
        }
        dispatches.finish(id);
        Instant now = node.databaseTime(); // due times are those of the database
        return batches.nextDue(id, node.id())
                .map(due -> Duration.between(now, due))
                .map(wait -> wait.compareTo(MIN_INTERVAL) < 0 ? MIN_INTERVAL : wait);
    }

    private WorkerTurn turn(Dispatch dispatch) {
        brakes.watch(dispatch.id());
        long end = System.nanoTime() + TURN.toNanos();
        BooleanSupplier over = () -> closing || System.nanoTime() >= end;
        Relay relay = relays.of(dispatch.kind());
        return new WorkerTurn(
                dispatch,
                worker(dispatch, relay, over),
                relay,
                ledger,
                batches,
                deliveries,
                brakes,
                node.id(),
                workedOn,
                over,
                trouble -> pause(dispatch, trouble));
    }

    private DispatchWorker worker(Dispatch dispatch, Relay relay, BooleanSupplier over) {
        RefusalEvaluator judge = judges.computeIfAbsent(
                dispatch.id(),
                id -> new RefusalEvaluator(
                        relay.profile(),
                        settings.relayOf(dispatch.kind() == DispatchKind.CORRECTION)
                                .breaker()));
        return new DispatchWorker(
                dispatch,
                ledger,
                deliveries,
                brakes,
                relay,
                new OutcomeEvaluator(dispatch, relay, judge, deliveries),
                new TransactionBuilder(dispatch, settings),
                clock,
                over,
                () -> dispatches.probeAccepted(dispatch.id()));
    }

    /**
     * Commits no attempts from here on, so that an orderly end leaves no mail uncertain, unless a relay stays silent for too
     * long.
     */
    @EventListener(ContextClosedEvent.class)
    void closing() {
        closing = true;
        var drain = new Thread(this::abortAfterDrain, "belay-drain");
        drain.setDaemon(true);
        drain.start();
    }

    private void abortAfterDrain() {
        try {
            Thread.sleep(DRAIN.toMillis());
            relays.abort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether this node could run another worker of a dispatch. */
    boolean hasFreeWorkers(Dispatch dispatch) {
        return workers.count(dispatch.id()) < node.share(dispatches.workers(dispatch));
    }

    int activeWorkers(Dispatch dispatch) {
        return workers.count(dispatch.id());
    }

    /** Releases batches that this node owns but does not work on; they would wait for ever. */
    void freeIdleBatches() {
        ledger.freeBatches(Set.copyOf(workedOn));
    }

    private void pause(Dispatch dispatch, PauseReason trouble) {
        boolean correction = dispatch.kind() == DispatchKind.CORRECTION;
        Optional<Duration> retryAfter =
                correction ? Optional.of(trouble.correctionTriesAgainAfter()) : trouble.tryAgainAfter();
        boolean probes = correction && trouble.probesOne();
        String why = trouble.reason() + nextStep(retryAfter, probes);
        // several workers meet the same trouble at once; only the first logs it
        if (brakes.whilePausing(dispatch.id(), () -> pause(dispatch.id(), trouble, why, retryAfter, probes))) {
            log.warn(
                    "The {} of dispatch {} is paused: {}",
                    dispatch.kind(),
                    dispatch.id().value(),
                    why);
        }
    }

    private boolean pause(
            DispatchId id, PauseReason trouble, String why, Optional<Duration> retryAfter, boolean probes) {
        return trouble.retriesRejected()
                ? dispatches.pauseAndRetryRejected(id, why, retryAfter, probes)
                : dispatches.pause(id, why, retryAfter, probes);
    }

    private static String nextStep(Optional<Duration> retryAfter, boolean probes) {
        if (probes) {
            return " The rest waits; Belay tries one recipient every five minutes and continues when that one is"
                    + " accepted.";
        }
        return retryAfter.isPresent()
                ? " The rest waits; Belay retries automatically."
                : " The rest waits until this is fixed and a person resumes the mailing.";
    }
}
