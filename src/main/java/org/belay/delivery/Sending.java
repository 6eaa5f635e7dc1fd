package org.belay.delivery;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.belay.delivery.relay.Breaker;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.relay.Relays;
import org.belay.delivery.relay.Trouble;
import org.belay.platform.Settings;
import org.belay.smtp.RelayUnavailable;
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

    private final BatchStore batches;
    private final Ledger ledger;
    private final Dispatches dispatches;
    private final Relays relays;
    private final Brakes brakes;
    private final Node node;
    private final Settings settings;
    private final Clock clock;
    private final Map<DispatchId, Breaker> breakers = new ConcurrentHashMap<>();
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
            turn(dispatch);
        } finally {
            lanes.leave(id);
        }
        dispatches.finish(id);
        Instant now = node.databaseTime(); // what is due is so by the database's clock
        return batches.nextDue(id, node.id())
                .map(due -> Duration.between(now, due))
                .map(wait -> wait.compareTo(BREATH) < 0 ? BREATH : wait);
    }

    private void turn(Dispatch dispatch) {
        brakes.watch(dispatch.id());
        long end = System.nanoTime() + TURN.toNanos();
        BooleanSupplier over = () -> closing || System.nanoTime() >= end;
        Relay relay = relays.of(dispatch.kind());
        try (Lane lane = lane(dispatch, relay, over)) {
            while (!over.getAsBoolean() && !brakes.on(dispatch.id())) {
                Optional<Ledger.Claim> claim = claim(dispatch.id(), lane);
                Optional<Trouble> trouble = claim.flatMap(claimed -> send(claimed, lane));
                if (trouble.isPresent()) {
                    pause(dispatch, trouble.get());
                    return;
                }
                if (claim.isEmpty() && !waitsForMore(dispatch.id(), lane)) {
                    return;
                }
            }
        } catch (RelayUnavailable e) {
            pause(dispatch, relay.health().unavailable(e));
        } catch (UncheckedIOException e) {
            pause(dispatch, relay.health().unreadable(e));
        } catch (Commits.NotMarked e) {
            log.warn(
                    "A lane of dispatch {} could not mark and comes again: {}",
                    dispatch.id().value(),
                    e.getMessage());
        }
    }

    /** What cannot be marked as it is written, by a database too slow for both in a marker's time, is written first. */
    private Optional<Ledger.Claim> claim(DispatchId id, Lane lane) {
        int most = lane.offersAtOnce(() -> batches.claimable(id, 1, node.id()) > 0);
        try {
            return ledger.claim(id, most);
        } catch (Commits.NotMarked e) {
            if (most == 0) {
                throw e;
            }
            log.warn("A batch of dispatch {} could not be marked as it was written: {}", id.value(), e.getMessage());
            return ledger.claim(id, 0);
        }
    }

    private Lane lane(Dispatch dispatch, Relay relay, BooleanSupplier over) {
        Breaker breaker = breakers.computeIfAbsent(
                dispatch.id(),
                id -> new Breaker(settings.relayOf(dispatch.kind() == DispatchKind.CORRECTION)
                        .breaker()));
        return new Lane(
                dispatch, ledger, batches, brakes, relay, breaker, new Envelopes(dispatch, settings), clock, over);
    }

    private Optional<Trouble> send(Ledger.Claim claim, Lane lane) {
        Batch batch = claim.batch();
        worked.add(batch.id());
        try {
            if (batch.fresh()) {
                return lane.send(batch, claim.waiting(), claim.together());
            }
            ledger.takeOver(batch);
            return lane.send(batch, batches.waiting(batch), Optional.empty());
        } finally {
            worked.remove(batch.id()); // first: where the release fails, the next sweep frees it
            ledger.release(batch);
        }
    }

    private boolean waitsForMore(DispatchId id, Lane lane) {
        Optional<Instant> due = batches.nextDue(id, node.id());
        return due.isPresent() && lane.rest(Duration.between(batches.now(), due.get()));
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
        Optional<Duration> again = dispatch.kind() == DispatchKind.CORRECTION
                ? trouble.correctionTriesAgainAfter()
                : trouble.tryAgainAfter();
        String why = trouble.why()
                + (again.isPresent()
                        ? " What is left waits; Belay tries again by itself."
                        : " What is left waits until this is mended and somebody resumes the mailing.");
        // several lanes meet the same trouble at once: said by the first
        if (brakes.whilePausing(dispatch.id(), () -> dispatches.pause(dispatch.id(), why, again))) {
            log.warn(
                    "The {} of dispatch {} pauses: {}",
                    dispatch.kind(),
                    dispatch.id().value(),
                    why);
        }
    }
}
