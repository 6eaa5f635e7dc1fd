package org.belay.delivery.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.journal.AnsweredAttempt;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.GroupCommit;
import org.belay.delivery.ledger.MarkedAttempts;
import org.belay.delivery.ledger.MarkedRecipients;
import org.belay.delivery.ledger.PendingMark;
import org.belay.delivery.relay.LimitDecision;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.relay.RelayConnection;
import org.belay.delivery.reply.PauseReason;
import org.belay.message.MessageTemplate;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker that sends one dispatch on one connection: for each transaction it marks attempts, holds the dialogue with
 * the relay and records the outcomes. While a transaction is on the wire, the next one is being marked; no more than
 * one, so that a crash leaves few in doubt (docs/promises.md, I5).
 */
final class DispatchWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DispatchWorker.class);

    /** An attempt with less time left is given back before the dialogue begins, not in the middle of it. */
    private static final Duration TIME_RESERVE = Duration.ofSeconds(5);

    /**
     * After a dialogue slower than this, the next transaction is not marked ahead: its attempts would become too old.
     */
    private static final Duration SLOW_DIALOGUE = Duration.ofSeconds(2);

    /** How long to wait for a connection permit or for the limits of the relay before checking for a stop. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    /**
     * A worker that waits longer for a reply is replaced. An end of data that has not been written by then never is:
     * its attempt is too old.
     */
    private static final Duration REPLY_LIMIT = MarkedAttempts.DEADLINE;

    private static final LimitDecision NOT_YET = new LimitDecision(CHECK_INTERVAL, Optional.empty());

    /** A longer wait releases the worker's thread. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /** A worker that waits longer for the pace gives its connection permit to others. */
    private static final Duration KEEP_CONNECTION = Duration.ofMillis(50);

    private final DeliveryLedger ledger;
    private final BatchDeliveries deliveries;
    private final StopSignals brakes;
    private final Relay relay;
    private final boolean correction;
    private final RelayConnection line;
    private final OutcomeEvaluator hearing;
    private final TransactionBuilder envelopes;
    private final Clock clock;
    private final BooleanSupplier over;
    private final OpenAttempts open = new OpenAttempts();
    private final Runnable probed;
    private final WorkerHandover late = new WorkerHandover();
    private final Map<Integer, MessageTemplate> forms = new HashMap<>();
    private Duration lastDialogue = Duration.ZERO;
    private boolean probing;
    private CompletableFuture<?> recorded = CompletableFuture.completedFuture(null);

    /**
     * @param over whether the turn has ended
     * @param probed called when a probe was accepted
     */
    DispatchWorker(
            Dispatch dispatch,
            DeliveryLedger ledger,
            BatchDeliveries deliveries,
            StopSignals brakes,
            Relay relay,
            OutcomeEvaluator hearing,
            TransactionBuilder envelopes,
            Clock clock,
            BooleanSupplier over,
            Runnable probed) {
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.brakes = brakes;
        this.relay = relay;
        this.correction = dispatch.kind() == DispatchKind.CORRECTION;
        this.line = relay.connection(dispatch.kind());
        this.hearing = hearing;
        this.envelopes = envelopes;
        this.clock = clock;
        this.over = over;
        this.probing = dispatch.probing();
        this.probed = probed;
        deliveries.variantTemplates(dispatch.id()).forEach(row -> forms.put(row.number(), row.thawed()));
    }

    /**
     * Number of recipients of a newly written batch that the first transaction can be offered to as soon as they are
     * marked: a shared copy on an open connection. 0 if that is not possible.
     *
     * @param work whether there is a batch to claim; without one, no connection is opened
     */
    int firstTransactionSize(BooleanSupplier work) {
        boolean oneCopy = correction && forms.values().stream().noneMatch(MessageTemplate::isPersonal);
        return oneCopy && !probing && worthMarkingAhead() && (line.isOpen() || work.getAsBoolean() && connects())
                ? relay.recipientsPerMessage()
                : 0;
    }

    /** An unreachable relay is no trouble before there is a recipient to offer. */
    private boolean connects() {
        try {
            return open();
        } catch (RelayUnavailable later) {
            return false;
        }
    }

    /** Behind a limit or a slow dialogue, an attempt would become too old before its turn. */
    private boolean worthMarkingAhead() {
        return !relay.profile().limits().counted() && lastDialogue.compareTo(SLOW_DIALOGUE) < 0;
    }

    /**
     * Sends the due deliveries of a batch.
     *
     * @param waiting recipients to mark and then to offer
     * @param together recipients who are marked already; they are offered first
     * @return the trouble that keeps the relay from accepting more
     * @throws RelayUnavailable if no session with the relay can be opened
     */
    Optional<PauseReason> send(ClaimedBatch batch, List<DueRecipient> waiting, Optional<MarkedRecipients> together) {
        together.ifPresent(marked -> open.add(PendingMark.done(marked.marked())));
        try {
            Deque<TransactionRecipients> loads =
                    probing ? probes(waiting) : TransactionRecipients.of(waiting, forms, relay.recipientsPerMessage());
            late.setNext(together.map(this::offer));
            late.next().ifPresent(offer -> loads.addFirst(offer.load()));
            while (!loads.isEmpty() && mayContinue(batch)) {
                LimitDecision admission = ready(loads.peek(), batch);
                if (!admission.granted()) {
                    return admission.trouble();
                }
                TransactionRecipients load = loads.remove();
                Optional<TransactionOffer> ahead = late.takeNext();
                Optional<TransactionOffer> now =
                        ahead.isPresent() ? ahead.flatMap(this::confirmed) : markFirst(batch, load);
                late.setNext(ahead(batch, loads));
                Optional<OfferResult> said = now.flatMap(this::offer);
                if (late.isDetached()) {
                    return Optional.empty();
                }
                List<TransactionRecipients> again = said.map(this::again).orElse(List.of());
                if (!again.isEmpty()) {
                    late.takeNext().ifPresent(this::giveBack);
                    again.forEach(loads::addFirst);
                }
                boolean stoppedByUs =
                        brakes.isStopped(batch.dispatch()); // what a stop holds back is not the relay's trouble
                Optional<PauseReason> trouble = stoppedByUs
                        ? Optional.empty()
                        : said.flatMap(s -> s.heard().trouble());
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
        } finally {
            settleRest();
            untilRecorded();
        }
    }

    /** One recipient at a time, those with the fewest tries first: the first one may be refused for its own address. */
    private Deque<TransactionRecipients> probes(List<DueRecipient> waiting) {
        return waiting.stream()
                .sorted(Comparator.comparingInt(DueRecipient::refused))
                .map(person ->
                        new TransactionRecipients(forms.get(person.variant()), person.variant(), List.of(person)))
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** What the relay answered to an offer, and what that means. */
    private record OfferResult(
            TransactionRecipients load, List<RecipientOutcome> outcomes, OutcomeEvaluator.EvaluatedOutcomes heard) {
        boolean accepted() {
            return outcomes.stream().anyMatch(RecipientOutcome.Accepted.class::isInstance);
        }
    }

    /**
     * Opens the connection and asks for a permit within the relay's limits before anything is marked, so that a relay
     * that is unreachable or at its limit costs no attempt. Not granted and without trouble: the turn is over.
     */
    private LimitDecision ready(TransactionRecipients load, ClaimedBatch batch) {
        LimitDecision admission = NOT_YET;
        while (mayContinue(batch) && !admission.granted() && admission.trouble().isEmpty()) {
            if (open()) {
                admission = line.requestPermit(load.people().size());
                if (!admission.granted() && admission.trouble().isEmpty()) {
                    park(admission.delay());
                }
            }
        }
        return admission;
    }

    private boolean open() {
        return late.await(Optional.empty(), () -> line.open(CHECK_INTERVAL));
    }

    /**
     * Releases what a silent relay keeps from others; called by the thread that watches this one. A dialogue before its
     * end of data is aborted and ends without help.
     *
     * @return whether this worker is detached now: it only records the late reply
     */
    boolean detachIfSilent() {
        if (!line.isSilent(REPLY_LIMIT)) {
            return false;
        }
        if (late.cutBeforeEndOfData(line::abort) || !late.detach()) {
            return false;
        }
        line.giveUpPermit();
        late.takeNext().map(TransactionOffer::marking).ifPresent(this::giveBack);
        return true;
    }

    boolean isDetached() {
        return late.isDetached();
    }

    /**
     * Recipients to offer again in this turn: those that did not fit into the transaction, or were refused together
     * with others.
     */
    private List<TransactionRecipients> again(OfferResult said) {
        if (OutcomeEvaluator.isSharedRefusal(said.outcomes())) {
            return said.load()
                    .where(said.outcomes(), OutcomeEvaluator::isRefused)
                    .singly();
        }
        TransactionRecipients withheld = said.load()
                .where(
                        said.outcomes(),
                        o -> o instanceof RecipientOutcome.Withheld && o.reply().isPresent());
        return withheld.people().isEmpty() ? List.of() : withheld.split(relay.recipientsPerMessage());
    }

    private void settleRest() {
        try {
            late.takeNext().ifPresent(this::giveBack);
        } finally {
            open.recordRest(this::record);
        }
    }

    /** Releasing a batch reads the recorded outcomes, so wait for them. */
    private void untilRecorded() {
        try {
            recorded.join();
        } catch (CompletionException notWritten) {
            // set aside by the committer, or Belay ends while the database is away; the journal has it
        }
    }

    private boolean mayContinue(ClaimedBatch batch) {
        return !over.getAsBoolean() && !late.isDetached() && !brakes.isStopped(batch.dispatch());
    }

    private Optional<TransactionOffer> markFirst(ClaimedBatch batch, TransactionRecipients load) {
        MarkedAttempts marked = markInTurn(batch, load);
        return confirmed(load, marked);
    }

    /**
     * The next transaction, whose attempts are being committed while this one is on the wire. A personal mail is
     * offered before that; of the recipients of a shared copy some may turn out not to be due, and the relay must not
     * be told of them.
     */
    private Optional<TransactionOffer> ahead(ClaimedBatch batch, Deque<TransactionRecipients> loads) {
        boolean worthIt = !loads.isEmpty() && !probing && !batch.paced() && worthMarkingAhead() && mayContinue(batch);
        if (!worthIt) {
            return Optional.empty();
        }
        TransactionRecipients load = loads.peek();
        PendingMark marking = open.add(ledger.mark(batch, load.deliveries()));
        AttemptGate gate = gate(batch, marking, load);
        return Optional.of(new TransactionOffer(
                load,
                marking,
                gate,
                Optional.of(load)
                        .filter(TransactionRecipients::isPersonal)
                        .map(ones -> envelopes.transaction(ones, marking, gate))));
    }

    private TransactionOffer offer(MarkedRecipients together) {
        int variant = together.people().get(0).variant();
        TransactionRecipients load = new TransactionRecipients(forms.get(variant), variant, together.people());
        MarkedAttempts marked = together.marked();
        var marking = PendingMark.done(marked);
        return new TransactionOffer(load, marking, gate(marked.batch(), marking, load), Optional.empty());
    }

    /** An offer that was prepared ahead, when it is its turn; empty if none of its recipients may be sent to now. */
    private Optional<TransactionOffer> confirmed(TransactionOffer ahead) {
        return ahead.transaction().isPresent()
                ? Optional.of(ahead)
                : confirmed(ahead.load(), ahead.marking().await());
    }

    private Optional<TransactionOffer> confirmed(TransactionRecipients load, MarkedAttempts marked) {
        if (marked.markers().isEmpty()) {
            return Optional.empty();
        }
        boolean repairAmongOthers =
                marked.markers().size() > 1 && marked.markers().stream().anyMatch(AttemptMarker::repair);
        if (!marked.isWithinDeadline(clock, TIME_RESERVE)
                || brakes.isStopped(marked.batch().dispatch())
                || repairAmongOthers) {
            giveBack(marked); // a repair that became due in between must be sent alone, as a copy with its own
            // identifier
            return Optional.empty();
        }
        TransactionRecipients markedOnes = load.restrictTo(marked.markers());
        var marking = PendingMark.done(marked);
        AttemptGate gate = gate(marked.batch(), marking, markedOnes);
        try {
            return Optional.of(new TransactionOffer(
                    markedOnes, marking, gate, Optional.of(envelopes.transaction(markedOnes, marked, gate))));
        } catch (RuntimeException | Error e) {
            // one message that cannot be encoded must not keep the others from being sent (docs/faults.md, P13)
            failed(marked, gate, e);
            return Optional.empty();
        }
    }

    private AttemptGate gate(ClaimedBatch batch, PendingMark marking, TransactionRecipients load) {
        return open.addGate(new AttemptGate(
                ledger, brakes, batch.dispatch(), marking, load.people().size()));
    }

    /** Marks as soon as the pace allows it. */
    private MarkedAttempts markInTurn(ClaimedBatch batch, TransactionRecipients load) {
        while (true) {
            MarkedAttempts marked =
                    open.add(ledger.mark(batch, load.deliveries())).await();
            if (!marked.markers().isEmpty() || !batch.paced()) {
                return marked;
            }
            Optional<Duration> wait = deliveries.untilPaced(batch, load.deliveries());
            if (wait.isEmpty() || !waitFor(wait.get()) || !reopen(batch)) {
                return marked;
            }
        }
    }

    /**
     * Another worker may use the permit for a while. False if the turn has ended in between, and the connection may be
     * closed.
     */
    private boolean reopen(ClaimedBatch batch) {
        while (mayContinue(batch)) {
            if (open()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Waits; a longer wait gives the connection permit to others.
     *
     * @return false if the turn would end first; then it has not waited
     */
    boolean waitFor(Duration wait) {
        if (wait.compareTo(MAX_WAIT) > 0) {
            return false;
        }
        park(wait);
        return !over.getAsBoolean();
    }

    private void park(Duration wait) {
        if (wait.compareTo(KEEP_CONNECTION) > 0) {
            line.releaseForNow();
        }
        long nanos = Math.min(wait.toNanos(), CHECK_INTERVAL.toNanos());
        LockSupport.parkNanos(Math.max(1_000_000, nanos));
    }

    private Optional<OfferResult> offer(TransactionOffer now) {
        List<RecipientOutcome> outcomes;
        long began = System.nanoTime();
        Optional<SmtpTransaction> next = late.next().flatMap(TransactionOffer::transaction);
        try {
            outcomes = late.await(
                    Optional.of(now), () -> line.offer(now.transaction().orElseThrow(), next));
        } catch (GroupCommit.MarkFailed e) {
            throw e; // nothing is known to be marked, so nothing was sent
        } catch (RuntimeException | Error e) {
            failed(now.marking().await(), now.gate(), e);
            return Optional.empty();
        }
        lastDialogue = Duration.ofNanos(System.nanoTime() - began);
        MarkedAttempts marked = now.marking().await();
        if (marked.markers().size() != outcomes.size()) {
            return Optional.empty(); // it was not marked and therefore held back
        }
        OutcomeEvaluator.EvaluatedOutcomes heard =
                hearing.evaluate(now.load(), outcomes, began, probing, late.wasCut());
        record(marked, heard.settled());
        return Optional.of(new OfferResult(now.load(), outcomes, heard));
    }

    /** The relay may have been told of it and wait for its message: such a connection cannot be used any more. */
    private void giveBack(TransactionOffer ahead) {
        if (ahead.transaction().isPresent()) {
            line.releaseForNow();
        }
        giveBack(ahead.marking());
    }

    private void giveBack(PendingMark marking) {
        try {
            giveBack(marking.await());
        } catch (GroupCommit.MarkFailed nothingToGive) {
            // if it was marked after all, it is settled as an orphaned attempt
        }
    }

    private void giveBack(MarkedAttempts marked) {
        record(marked, forEach(marked, AttemptOutcome.notSent()));
    }

    /**
     * Without an outcome it would stay in flight for as long as this process lives, because the process remembers its
     * attempt.
     */
    private void failed(MarkedAttempts marked, AttemptGate gate, Throwable e) {
        log.error(
                "A transaction of dispatch {} failed inside Belay: {} at {}",
                marked.batch().dispatch().value(),
                e.getClass().getName(), // not its message, which may contain an address
                e.getStackTrace().length == 0 ? "-" : e.getStackTrace()[0]);
        record(marked, forEach(marked, gate.outcomeAfter(e)));
        if (e instanceof Error error) {
            throw error;
        }
    }

    private static List<AttemptOutcome> forEach(MarkedAttempts marked, AttemptOutcome settled) {
        return marked.markers().stream().map(marker -> settled).toList();
    }

    private void record(MarkedAttempts marked, List<AttemptOutcome> settled) {
        var answers = new ArrayList<AnsweredAttempt>(settled.size());
        for (int i = 0; i < settled.size(); i++) {
            answers.add(new AnsweredAttempt(marked.markers().get(i), settled.get(i)));
        }
        if (!answers.isEmpty()) {
            record(answers);
        }
    }

    private void record(List<AnsweredAttempt> answers) {
        recorded = ledger.record(answers);
        open.remove(answers);
    }

    @Override
    public void close() {
        line.close();
    }
}
