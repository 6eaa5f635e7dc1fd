package org.belay.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.belay.delivery.relay.RefusalJudge;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.relay.Relays;
import org.belay.delivery.relay.Trouble;
import org.belay.platform.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Works a dispatch in turns: claims one batch after another and sends what is due of it. */
@Component
public class Sending {

    private static final Logger log = LoggerFactory.getLogger(Sending.class);

    /** A lane works for so long at a time, so that no dispatch keeps another waiting. */
    private static final Duration TURN = Duration.ofSeconds(10);

    /** How long an orderly end waits for the relay's answers; what is silent for longer is left in doubt. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    /** The least time between two turns of a lane. */
    private static final Duration BREATH = Duration.ofMillis(250);

    /** When a lane that this node leaves to the others looks again whether they have taken it. */
    private static final Duration LEFT_TO_OTHERS = Duration.ofSeconds(1);

    /** Workers that wait for a late reply, at most, for each connection that the relay allows us. */
    private static final int LEFT_PER_CONNECTION = 4;

    private final BatchStore batches;
    private final Ledger ledger;
    private final Dispatches dispatches;
    private final Relays relays;
    private final Brakes brakes;
    private final Node node;
    private final Settings settings;
    private final Clock clock;
    private final Map<DispatchId, RefusalJudge> judges = new ConcurrentHashMap<>();
    private final WorkerThreads threads = new WorkerThreads();
    private final Set<BatchId> worked = ConcurrentHashMap.newKeySet();
    private final LaneCount lanes = new LaneCount();
    private volatile boolean closing;

    Sending(
            BatchStore batches,
            Ledger ledger,
            Dispatches dispatches,
            Relays relays,
            Brakes brakes,
            Node node,
            Settings settings,
            Clock clock) {
        this.batches = batches;
        this.ledger = ledger;
        this.dispatches = dispatches;
        this.relays = relays;
        this.brakes = brakes;
        this.node = node;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One turn of a lane: sends what is due of a dispatch, for ten seconds at most.
     *
     * @return after how long the lane is to come again; empty when nothing is left for it, or when the dispatch does not send now
     */
    public Optional<Duration> work(DispatchId id) {
        Dispatch dispatch = dispatches.get(id);
        if (dispatch.state() != DispatchState.SENDING || closing) {
            return Optional.empty();
        }
        if (!relays.of(dispatch.kind()).hasPlaces() || !lanes.enter(id, node.share(dispatches.lanes(dispatch)))) {
            return Optional.of(LEFT_TO_OTHERS);
        }
        try {
            threads.run(turn(dispatch), LEFT_PER_CONNECTION * dispatches.connections(dispatch.kind()));
        } finally {
            lanes.leave(id);
        }
        dispatches.finish(id);
        Instant now = node.databaseTime(); // what is due is so by the database's clock
        return batches.nextDue(id, node.id())
                .map(due -> Duration.between(now, due))
                .map(wait -> wait.compareTo(BREATH) < 0 ? BREATH : wait);
    }

    private WorkerTurn turn(Dispatch dispatch) {
        brakes.watch(dispatch.id());
        long end = System.nanoTime() + TURN.toNanos();
        BooleanSupplier over = () -> closing || System.nanoTime() >= end;
        Relay relay = relays.of(dispatch.kind());
        return new WorkerTurn(
                dispatch,
                lane(dispatch, relay, over),
                relay,
                ledger,
                batches,
                brakes,
                node.id(),
                worked,
                over,
                trouble -> pause(dispatch, trouble));
    }

    private Lane lane(Dispatch dispatch, Relay relay, BooleanSupplier over) {
        RefusalJudge judge = judges.computeIfAbsent(
                dispatch.id(),
                id -> new RefusalJudge(
                        relay.profile(),
                        settings.relayOf(dispatch.kind() == DispatchKind.CORRECTION)
                                .breaker()));
        return new Lane(
                dispatch,
                ledger,
                batches,
                brakes,
                relay,
                new Hearing(dispatch, relay, judge, batches),
                new Envelopes(dispatch, settings),
                clock,
                over,
                () -> dispatches.probed(dispatch.id()));
    }

    /** No new marker from here on, so that an orderly end leaves no doubt, unless a relay keeps silent for too long. */
    @EventListener(ContextClosedEvent.class)
    void closing() {
        closing = true;
        var patience = new Thread(this::endOfPatience, "belay-drain");
        patience.setDaemon(true);
        patience.start();
    }

    private void endOfPatience() {
        try {
            Thread.sleep(DRAIN.toMillis());
            relays.abort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether this node could work another lane of a dispatch. */
    boolean hasLanesLeft(Dispatch dispatch) {
        return lanes.of(dispatch.id()) < node.share(dispatches.lanes(dispatch));
    }

    int lanesAtWork(Dispatch dispatch) {
        return lanes.of(dispatch.id());
    }

    /** A batch that bears this node's name and is not worked would wait for ever. */
    void freeWhatIsNotWorked() {
        ledger.free(Set.copyOf(worked));
    }

    private void pause(Dispatch dispatch, Trouble trouble) {
        boolean correction = dispatch.kind() == DispatchKind.CORRECTION;
        Optional<Duration> again =
                correction ? Optional.of(trouble.correctionTriesAgainAfter()) : trouble.tryAgainAfter();
        boolean probes = correction && trouble.probes();
        String why = trouble.why() + whatIsNext(again, probes);
        // several workers meet the same trouble at once: said by the first
        if (brakes.whilePausing(dispatch.id(), () -> pause(dispatch.id(), trouble, why, again, probes))) {
            log.warn(
                    "The {} of dispatch {} pauses: {}",
                    dispatch.kind(),
                    dispatch.id().value(),
                    why);
        }
    }

    private boolean pause(DispatchId id, Trouble trouble, String why, Optional<Duration> again, boolean probes) {
        return trouble.everybodys()
                ? dispatches.pauseForAll(id, why, again, probes)
                : dispatches.pause(id, why, again, probes);
    }

    private static String whatIsNext(Optional<Duration> again, boolean probes) {
        if (probes) {
            return " What is left waits; Belay tries one recipient every five minutes and goes on when that is accepted.";
        }
        return again.isPresent()
                ? " What is left waits; Belay tries again by itself."
                : " What is left waits until this is mended and somebody resumes the mailing.";
    }
}
