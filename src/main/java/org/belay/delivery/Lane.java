package org.belay.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.belay.delivery.relay.Admission;
import org.belay.delivery.relay.Line;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.relay.Trouble;
import org.belay.message.Form;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker that sends one dispatch on one connection: for each transaction it marks attempts, holds the dialogue with
 * the relay and records the outcomes. While a transaction is on the wire, the next one is being marked; no more than
 * one, so that a crash leaves few in doubt (docs/promises.md, I5).
 */
final class Lane implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

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
    private static final Duration REPLY_LIMIT = Ledger.MARKER_DEADLINE;

    private static final Admission NOT_YET = new Admission(CHECK_INTERVAL, Optional.empty());

    /** A longer wait releases the worker's thread. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /** A worker that waits longer for the pace gives its connection permit to others. */
    private static final Duration KEEP_CONNECTION = Duration.ofMillis(50);

    private final Ledger ledger;
    private final BatchStore batches;
    private final Brakes brakes;
    private final Relay relay;
    private final boolean correction;
    private final Line line;
    private final Hearing hearing;
    private final Envelopes envelopes;
    private final Clock clock;
    private final BooleanSupplier over;
    private final OpenMarkers open = new OpenMarkers();
    private final Runnable probed;
    private final LateReply late = new LateReply();
    private final Map<Integer, Form> forms = new HashMap<>();
    private Duration lastDialogue = Duration.ZERO;
    private boolean probing;
    private CompletableFuture<?> recorded = CompletableFuture.completedFuture(null);

    /**
     * @param over whether the turn has ended
     * @param probed called when a probe was accepted
     */
    Lane(
            Dispatch dispatch,
            Ledger ledger,
            BatchStore batches,
            Brakes brakes,
            Relay relay,
            Hearing hearing,
            Envelopes envelopes,
            Clock clock,
            BooleanSupplier over,
            Runnable probed) {
        this.ledger = ledger;
        this.batches = batches;
        this.brakes = brakes;
        this.relay = relay;
        this.correction = dispatch.kind() == DispatchKind.CORRECTION;
        this.line = relay.line(dispatch.kind());
        this.hearing = hearing;
        this.envelopes = envelopes;
        this.clock = clock;
        this.over = over;
        this.probing = dispatch.probing();
        this.probed = probed;
        batches.forms(dispatch.id()).forEach(row -> forms.put(row.number(), row.thawed()));
    }

    /**
     * Number of recipients of a newly written batch that the first transaction can be offered to as soon as they are
     * marked: a shared copy on an open connection. 0 if that is not possible.
     *
     * @param work whether there is a batch to claim; without one, no connection is opened
     */
    int offersAtOnce(BooleanSupplier work) {
        boolean oneCopy = correction && forms.values().stream().noneMatch(Form::personal);
        return oneCopy && !probing && worthMarkingAhead() && (line.stands() || work.getAsBoolean() && connects())
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
    Optional<Trouble> send(Batch batch, List<Waiting> waiting, Optional<Ledger.Together> together) {
        together.ifPresent(marked -> open.asked(Ledger.Marking.done(marked.marked())));
        try {
            Deque<Load> loads = probing ? probes(waiting) : Load.of(waiting, forms, relay.recipientsPerMessage());
            late.keep(together.map(this::offer));
            late.ahead().ifPresent(offer -> loads.addFirst(offer.load()));
            while (!loads.isEmpty() && mayContinue(batch)) {
                Admission admission = ready(loads.peek(), batch);
                if (!admission.granted()) {
                    return admission.trouble();
                }
                Load load = loads.remove();
                Optional<Offer> ahead = late.takeAhead();
                Optional<Offer> now = ahead.isPresent() ? ahead.flatMap(this::confirmed) : markFirst(batch, load);
                late.keep(ahead(batch, loads));
                Optional<Said> said = now.flatMap(this::offer);
                if (late.left()) {
                    return Optional.empty();
                }
                List<Load> again = said.map(this::again).orElse(List.of());
                if (!again.isEmpty()) {
                    late.takeAhead().ifPresent(this::giveBack);
                    again.forEach(loads::addFirst);
                }
                boolean stoppedByUs = brakes.on(batch.dispatch()); // what a stop holds back is not the relay's trouble
                Optional<Trouble> trouble = stoppedByUs
                        ? Optional.empty()
                        : said.flatMap(s -> s.heard().trouble());
                if (trouble.isPresent()) {
                    return trouble;
                }
                if (probing && said.filter(Said::accepted).isPresent()) {
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
    private Deque<Load> probes(List<Waiting> waiting) {
        return waiting.stream()
                .sorted(Comparator.comparingInt(Waiting::refused))
                .map(person -> new Load(forms.get(person.variant()), person.variant(), List.of(person)))
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** What the relay answered to an offer, and what that means. */
    private record Said(Load load, List<Outcome> outcomes, Hearing.Heard heard) {
        boolean accepted() {
            return outcomes.stream().anyMatch(Outcome.Accepted.class::isInstance);
        }
    }

    /**
     * Opens the connection and asks for a permit within the relay's limits before anything is marked, so that a relay
     * that is unreachable or at its limit costs no attempt. Not granted and without trouble: the turn is over.
     */
    private Admission ready(Load load, Batch batch) {
        Admission admission = NOT_YET;
        while (mayContinue(batch) && !admission.granted() && admission.trouble().isEmpty()) {
            if (open()) {
                admission = line.admit(load.people().size());
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
    boolean leaveIfSilent() {
        if (!line.silent(REPLY_LIMIT)) {
            return false;
        }
        if (late.cut(line::abort) || !late.leave()) {
            return false;
        }
        line.leave();
        late.takeAhead().map(Offer::marking).ifPresent(this::giveBack);
        return true;
    }

    boolean left() {
        return late.left();
    }

    /**
     * Recipients to offer again in this turn: those for whom the transaction had no room, or who were refused together
     * with others.
     */
    private List<Load> again(Said said) {
        if (Hearing.refusedTogether(said.outcomes())) {
            return said.load().where(said.outcomes(), Hearing::refused).singly();
        }
        Load withheld = said.load()
                .where(
                        said.outcomes(),
                        o -> o instanceof Outcome.Withheld && o.reply().isPresent());
        return withheld.people().isEmpty() ? List.of() : withheld.split(relay.recipientsPerMessage());
    }

    private void settleRest() {
        try {
            late.takeAhead().ifPresent(this::giveBack);
        } finally {
            open.settleRest(this::record);
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

    private boolean mayContinue(Batch batch) {
        return !over.getAsBoolean() && !late.left() && !brakes.on(batch.dispatch());
    }

    private Optional<Offer> markFirst(Batch batch, Load load) {
        Ledger.Marked marked = markInTurn(batch, load);
        return confirmed(load, marked);
    }

    /**
     * The next transaction, whose attempts are being committed while this one is on the wire. A personal mail is
     * offered before that; of the recipients of a shared copy some may turn out not to be due, and the relay must not
     * be told of them.
     */
    private Optional<Offer> ahead(Batch batch, Deque<Load> loads) {
        boolean worthIt = !loads.isEmpty() && !probing && !batch.paced() && worthMarkingAhead() && mayContinue(batch);
        if (!worthIt) {
            return Optional.empty();
        }
        Load load = loads.peek();
        Ledger.Marking marking = open.asked(ledger.mark(batch, load.deliveries()));
        DotGate gate = gate(batch, marking, load);
        return Optional.of(new Offer(
                load,
                marking,
                gate,
                Optional.of(load).filter(Load::isOnes).map(ones -> envelopes.transaction(ones, marking, gate))));
    }

    private Offer offer(Ledger.Together together) {
        int variant = together.people().get(0).variant();
        Load load = new Load(forms.get(variant), variant, together.people());
        Ledger.Marked marked = together.marked();
        var marking = Ledger.Marking.done(marked);
        return new Offer(load, marking, gate(marked.batch(), marking, load), Optional.empty());
    }

    /** An offer that was prepared ahead, when it is its turn; empty if none of its recipients may be sent to now. */
    private Optional<Offer> confirmed(Offer ahead) {
        return ahead.transaction().isPresent()
                ? Optional.of(ahead)
                : confirmed(ahead.load(), ahead.marking().await());
    }

    private Optional<Offer> confirmed(Load load, Ledger.Marked marked) {
        if (marked.markers().isEmpty()) {
            return Optional.empty();
        }
        boolean repairAmongOthers =
                marked.markers().size() > 1 && marked.markers().stream().anyMatch(Marker::repair);
        if (!marked.isWithinDeadline(clock, TIME_RESERVE)
                || brakes.on(marked.batch().dispatch())
                || repairAmongOthers) {
            giveBack(marked); // a repair that became due in between must be sent alone, as a copy with its own
            // identifier
            return Optional.empty();
        }
        Load markedOnes = load.only(marked.markers());
        var marking = Ledger.Marking.done(marked);
        DotGate gate = gate(marked.batch(), marking, markedOnes);
        try {
            return Optional.of(
                    new Offer(markedOnes, marking, gate, Optional.of(envelopes.transaction(markedOnes, marked, gate))));
        } catch (RuntimeException | Error e) {
            // one message that cannot be encoded must not keep the others from being sent (docs/faults.md, P13)
            failed(marked, gate, e);
            return Optional.empty();
        }
    }

    private DotGate gate(Batch batch, Ledger.Marking marking, Load load) {
        return open.guarded(new DotGate(
                ledger, brakes, batch.dispatch(), marking, load.people().size()));
    }

    /** Marks as soon as the pace allows it. */
    private Ledger.Marked markInTurn(Batch batch, Load load) {
        while (true) {
            Ledger.Marked marked =
                    open.asked(ledger.mark(batch, load.deliveries())).await();
            if (!marked.markers().isEmpty() || !batch.paced()) {
                return marked;
            }
            Optional<Instant> due = batches.nextByPace(batch, load.deliveries());
            if (due.isEmpty() || !rest(Duration.between(batches.now(), due.get())) || !reopen(batch)) {
                return marked;
            }
        }
    }

    /**
     * Another worker may use the permit for a while. False if the turn has ended in between, and the connection may be
     * closed.
     */
    private boolean reopen(Batch batch) {
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
    boolean rest(Duration wait) {
        if (wait.compareTo(MAX_WAIT) > 0) {
            return false;
        }
        park(wait);
        return !over.getAsBoolean();
    }

    private void park(Duration wait) {
        if (wait.compareTo(KEEP_CONNECTION) > 0) {
            line.rest();
        }
        long nanos = Math.min(wait.toNanos(), CHECK_INTERVAL.toNanos());
        LockSupport.parkNanos(Math.max(1_000_000, nanos));
    }

    private Optional<Said> offer(Offer now) {
        List<Outcome> outcomes;
        long began = System.nanoTime();
        Optional<Transaction> next = late.ahead().flatMap(Offer::transaction);
        try {
            outcomes = late.await(
                    Optional.of(now), () -> line.offer(now.transaction().orElseThrow(), next));
        } catch (Commits.NotMarked e) {
            throw e; // nothing is known to be marked, so nothing was sent
        } catch (RuntimeException | Error e) {
            failed(now.marking().await(), now.gate(), e);
            return Optional.empty();
        }
        lastDialogue = Duration.ofNanos(System.nanoTime() - began);
        Ledger.Marked marked = now.marking().await();
        if (marked.markers().size() != outcomes.size()) {
            return Optional.empty(); // it was not marked and therefore held back
        }
        Hearing.Heard heard = hearing.hear(now.load(), outcomes, began, probing, late.wasCut());
        record(marked, heard.settled());
        return Optional.of(new Said(now.load(), outcomes, heard));
    }

    /** The relay may have been told of it and wait for its message: such a connection cannot be used any more. */
    private void giveBack(Offer ahead) {
        if (ahead.transaction().isPresent()) {
            line.rest();
        }
        giveBack(ahead.marking());
    }

    private void giveBack(Ledger.Marking marking) {
        try {
            giveBack(marking.await());
        } catch (Commits.NotMarked nothingToGive) {
            // if it was marked after all, it is settled as an orphaned attempt
        }
    }

    private void giveBack(Ledger.Marked marked) {
        record(marked, forEach(marked, Settled.notSent()));
    }

    /**
     * Without an outcome it would stay in flight for as long as this process lives, because the process remembers its
     * attempt.
     */
    private void failed(Ledger.Marked marked, DotGate gate, Throwable e) {
        log.error(
                "A transaction of dispatch {} failed inside Belay: {} at {}",
                marked.batch().dispatch().value(),
                e.getClass().getName(), // not its message, which may contain an address
                e.getStackTrace().length == 0 ? "-" : e.getStackTrace()[0]);
        record(marked, forEach(marked, gate.afterFailure(e)));
        if (e instanceof Error error) {
            throw error;
        }
    }

    private static List<Settled> forEach(Ledger.Marked marked, Settled settled) {
        return marked.markers().stream().map(marker -> settled).toList();
    }

    private void record(Ledger.Marked marked, List<Settled> settled) {
        var answers = new ArrayList<Answered>(settled.size());
        for (int i = 0; i < settled.size(); i++) {
            answers.add(new Answered(marked.markers().get(i), settled.get(i)));
        }
        if (!answers.isEmpty()) {
            record(answers);
        }
    }

    private void record(List<Answered> answers) {
        recorded = ledger.record(answers);
        open.settled(answers);
    }

    @Override
    public void close() {
        line.close();
    }
}
