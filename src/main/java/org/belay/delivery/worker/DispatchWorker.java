package org.belay.delivery.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.MarkedAttempts;
import org.belay.delivery.ledger.MarkedRecipients;
import org.belay.delivery.ledger.PendingMark;
import org.belay.delivery.relay.OpenConnection;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.relay.RelayConnection;
import org.belay.delivery.reply.PauseReason;
import org.belay.message.MessageTemplate;
import org.belay.smtp.RelayUnavailable;

/**
 * A worker that sends one dispatch on one connection: for each transaction it marks attempts, holds the dialogue with
 * the relay and records the outcomes. While a transaction is on the wire, the next one is being marked; no more than
 * one, so that a crash leaves few uncertain (docs/promises.md, I5).
 */
final class DispatchWorker implements AutoCloseable {

    /**
     * A worker that waits longer for a reply is replaced. An end of data that has not been written by then never is:
     * its attempt is too old.
     */
    private static final Duration REPLY_LIMIT = MarkedAttempts.DEADLINE;

    private final StopSignals stops;
    private final Relay relay;
    private final boolean correction;
    private final RelayConnection connection;
    private final Runnable probed;
    private final OpenAttempts open = new OpenAttempts();
    private final WorkerHandover handover = new WorkerHandover();
    private final Map<Integer, MessageTemplate> templates = new HashMap<>();
    private final OfferRunner offers;
    private final LookAhead lookAhead;
    private final WorkerPacing pacing;
    private boolean probing;

    /**
     * @param over whether the turn has ended
     * @param probed called when a probe was accepted
     */
    DispatchWorker(
            Dispatch dispatch,
            DeliveryLedger ledger,
            BatchDeliveries deliveries,
            StopSignals stops,
            Relay relay,
            OutcomeEvaluator evaluator,
            TransactionBuilder transactions,
            Clock clock,
            BooleanSupplier over,
            Runnable probed) {
        this.stops = stops;
        this.relay = relay;
        this.correction = dispatch.kind() == DispatchKind.CORRECTION;
        this.connection = relay.connection(dispatch.kind());
        this.probing = dispatch.probing();
        this.probed = probed;
        offers = new OfferRunner(ledger, evaluator, handover, open);
        lookAhead = new LookAhead(ledger, stops, relay, connection, transactions, clock, handover, open, offers);
        pacing = new WorkerPacing(connection, ledger, deliveries, stops, handover, open, over);
        deliveries.variantTemplates(dispatch.id()).forEach(row -> templates.put(row.number(), row.thawed()));
    }

    /**
     * Number of recipients of a newly written batch that the first transaction can be offered to as soon as they are
     * marked: a shared copy on an open connection. 0 if that is not possible.
     *
     * @param work whether there is a batch to claim; without one, no connection is opened
     */
    int firstTransactionSize(BooleanSupplier work) {
        boolean oneCopy = correction && templates.values().stream().noneMatch(MessageTemplate::isPersonal);
        return oneCopy
                        && !probing
                        && lookAhead.isWorthwhile()
                        && (connection.isOpen() || work.getAsBoolean() && connects())
                ? relay.recipientsPerMessage()
                : 0;
    }

    /** An unreachable relay is no trouble before there is a recipient to offer. */
    private boolean connects() {
        try {
            return pacing.open().isPresent();
        } catch (RelayUnavailable later) {
            return false;
        }
    }

    /**
     * Sends the due deliveries of a batch.
     *
     * @param due recipients to mark and then to offer
     * @param together recipients who are marked already; they are offered first
     * @return the trouble that keeps the relay from accepting more
     * @throws RelayUnavailable if no session with the relay can be opened
     */
    Optional<PauseReason> send(ClaimedBatch batch, List<DueRecipient> due, Optional<MarkedRecipients> together) {
        together.ifPresent(marked -> open.add(PendingMark.done(marked.marked())));
        try {
            return offerAll(batch, loads(due, together));
        } finally {
            try {
                lookAhead.giveBack();
            } finally {
                offers.recordRest();
            }
            offers.untilRecorded();
        }
    }

    private Optional<PauseReason> offerAll(ClaimedBatch batch, Deque<TransactionRecipients> loads) {
        while (!loads.isEmpty() && pacing.mayContinue(batch)) {
            WorkerPacing.Admission admission = pacing.admit(loads.peek(), batch);
            if (admission.connection().isEmpty()) {
                return admission.trouble();
            }
            Optional<OfferResult> said = offerNext(admission.connection().get(), batch, loads);
            if (handover.isDetached()) {
                return Optional.empty();
            }
            offerAgain(said, loads);
            // what a stop holds back is not the relay's trouble
            Optional<PauseReason> trouble = stops.isStopped(batch.dispatch())
                    ? Optional.empty()
                    : said.flatMap(result -> result.heard().trouble());
            if (trouble.isPresent()) {
                return trouble;
            }
            if (probing && said.filter(OfferResult::accepted).isPresent()) {
                probing = false;
                probed.run();
                return Optional.empty(); // the rest of the batch is sent in larger transactions
            }
        }
        return Optional.empty();
    }

    private Optional<OfferResult> offerNext(
            OpenConnection opened, ClaimedBatch batch, Deque<TransactionRecipients> loads) {
        TransactionRecipients load = loads.remove();
        Optional<ConnectedOffer> now = next(opened, batch, load);
        if (!loads.isEmpty() && !probing && !batch.paced() && lookAhead.isWorthwhile() && pacing.mayContinue(batch)) {
            lookAhead.prepare(batch, loads.peek());
        }
        return now.flatMap(ready -> offers.offer(ready.connection(), ready.offer(), probing));
    }

    private record ConnectedOffer(OpenConnection connection, TransactionOffer offer) {}

    /** What was kept ahead, or what is marked now; empty if none of the recipients may be sent to now. */
    private Optional<ConnectedOffer> next(OpenConnection opened, ClaimedBatch batch, TransactionRecipients load) {
        Optional<TransactionOffer> ahead = handover.takeNext();
        if (ahead.isPresent()) {
            return ahead.flatMap(lookAhead::confirm).map(offer -> new ConnectedOffer(opened, offer));
        }
        return pacing.markInTurn(opened, batch, load)
                .flatMap(attempts -> lookAhead
                        .confirm(load, attempts.marked())
                        .map(offer -> new ConnectedOffer(attempts.connection(), offer)));
    }

    private void offerAgain(Optional<OfferResult> said, Deque<TransactionRecipients> loads) {
        List<TransactionRecipients> again =
                said.map(result -> result.again(relay.recipientsPerMessage())).orElse(List.of());
        if (!again.isEmpty()) {
            lookAhead.giveBack();
            again.forEach(loads::addFirst);
        }
    }

    private Deque<TransactionRecipients> loads(List<DueRecipient> due, Optional<MarkedRecipients> together) {
        Deque<TransactionRecipients> loads =
                probing ? probes(due) : TransactionRecipients.of(due, templates, relay.recipientsPerMessage());
        together.ifPresent(marked -> {
            var load = TransactionRecipients.together(marked.people(), templates);
            lookAhead.keep(load, marked.marked());
            loads.addFirst(load);
        });
        return loads;
    }

    /** One recipient at a time, those with the fewest tries first: the first one may be refused for its own address. */
    private Deque<TransactionRecipients> probes(List<DueRecipient> due) {
        return due.stream()
                .sorted(Comparator.comparingInt(DueRecipient::refused))
                .map(person -> TransactionRecipients.single(person, templates))
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** Waits; false if the turn would end first. */
    boolean waitFor(Duration wait) {
        return pacing.waitFor(wait);
    }

    /**
     * Releases what a silent relay keeps from others; called by the thread that watches this one. A dialogue before its
     * end of data is aborted and ends without help.
     *
     * @return whether this worker is detached now: it only records the late reply
     */
    boolean detachIfSilent() {
        if (!connection.isSilent(REPLY_LIMIT)) {
            return false;
        }
        if (handover.cutBeforeEndOfData(connection::abort) || !handover.detach()) {
            return false;
        }
        connection.giveUpPermit();
        lookAhead.giveBackDetached();
        return true;
    }

    boolean isDetached() {
        return handover.isDetached();
    }

    @Override
    public void close() {
        connection.close();
    }
}
