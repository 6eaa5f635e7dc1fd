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
 * One worker's way through a dispatch, on one connection: for each transaction the markers, the dialogue with the relay, the outcomes.
 * While a transaction is on the wire, the next one is being marked; no more than that, so that a crash leaves few in doubt (I5).
 */
final class Lane implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** A marker with less than this left of its deadline is given back before the dialogue begins, not in the middle of it. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    /** Behind a dialogue slower than this, a marker made ahead would grow old. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    /** How long to wait for a place at the relay, or for its limits, before looking around. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A worker whose reply is later than this is replaced; a dot that has not left by then never does, its marker is too old. */
    private static final Duration LATE = Ledger.MARKER_DEADLINE;

    private static final Admission NOT_YET = new Admission(PATIENCE, Optional.empty());

    /** Not worth a thread. */
    private static final Duration LONG = Duration.ofSeconds(2);

    /** A worker that has to wait longer for the pace gives its place at the relay to others. */
    private static final Duration KEEP_THE_LINE = Duration.ofMillis(50);

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
     * @param over whether the turn has come to its end
     * @param probed what to do when a probe was accepted
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
        batches.forms(dispatch.id()).forEach(row -> forms.put(row.number(), Form.of(row.form())));
    }

    /**
     * To how many of a fresh batch the first transaction can be offered as soon as they are marked: where all get one copy, and the line
     * stands. 0 where that is not so.
     *
     * @param work whether there is a batch to claim; nobody connects for nothing
     */
    int offersAtOnce(BooleanSupplier work) {
        boolean oneCopy = correction && forms.values().stream().noneMatch(Form::personal);
        return oneCopy && !probing && worthMarkingAhead() && (line.stands() || work.getAsBoolean() && connects())
                ? relay.recipientsPerMessage()
                : 0;
    }

    /** A relay that cannot be reached is no trouble before there is somebody to offer it. */
    private boolean connects() {
        try {
            return open();
        } catch (RelayUnavailable later) {
            return false;
        }
    }

    /** Behind a limit or a slow dialogue a marker would grow old before its turn. */
    private boolean worthMarkingAhead() {
        return !relay.profile().limits().counted() && lastDialogue.compareTo(SLOW) < 0;
    }

    /**
     * Sends what is due of a batch.
     *
     * @param waiting who is to be marked and offered it
     * @param together who is marked already, and comes first
     * @return the trouble that keeps the relay from taking more
     * @throws RelayUnavailable when it cannot be reached or will not have us
     */
    Optional<Trouble> send(Batch batch, List<Waiting> waiting, Optional<Ledger.Together> together) {
        together.ifPresent(marked -> open.asked(Ledger.Marking.done(marked.marked())));
        try {
            Deque<Load> loads = probing ? probes(waiting) : Load.of(waiting, forms, relay.recipientsPerMessage());
            late.keep(together.map(this::offer));
            late.ahead().ifPresent(offer -> loads.addFirst(offer.load()));
            while (!loads.isEmpty() && goesOn(batch)) {
                Admission admission = ready(loads.peek(), batch);
                if (!admission.granted()) {
                    return admission.trouble();
                }
                Load load = loads.remove();
                Optional<Offer> ahead = late.takeAhead();
                Optional<Offer> now = ahead.isPresent() ? ahead.flatMap(this::known) : first(batch, load);
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
                boolean ours = brakes.on(batch.dispatch()); // what we hold back is no trouble of the relay's
                Optional<Trouble> trouble =
                        ours ? Optional.empty() : said.flatMap(s -> s.heard().trouble());
                if (trouble.isPresent()) {
                    return trouble;
                }
                if (probing && said.filter(Said::accepted).isPresent()) {
                    probing = false;
                    probed.run();
                    return Optional.empty(); // the rest of the batch in its own loads
                }
            }
            return Optional.empty();
        } finally {
            settleRest();
            untilRecorded();
        }
    }

    /** One recipient at a time, who was tried least first: the first one may have a reason of their own to be refused. */
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
     * Opens the line and asks the relay's limits, before anything is marked: a relay that cannot be reached, or takes no more just now,
     * costs nobody a marker. Not granted without a trouble: the turn is over.
     */
    private Admission ready(Load load, Batch batch) {
        Admission admission = NOT_YET;
        while (goesOn(batch) && !admission.granted() && admission.trouble().isEmpty()) {
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
        return late.await(Optional.empty(), () -> line.open(PATIENCE));
    }

    /**
     * Gives back what the relay's silence keeps from others; called by the thread that watches this one. A dialogue that has not come to
     * its dot is cut, and ends by itself.
     *
     * @return whether this lane is left to itself now: it only records the late reply
     */
    boolean leaveIfSilent() {
        if (!line.silent(LATE)) {
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

    /** Who is to be offered it once more in this turn: whom the relay had no room for, or refused together with others. */
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

    /** The batch is judged by what is on record. */
    private void untilRecorded() {
        try {
            recorded.join();
        } catch (CompletionException notWritten) {
            // set aside by the committer, or Belay ends while the database is away; the witness has it
        }
    }

    private boolean goesOn(Batch batch) {
        return !over.getAsBoolean() && !late.left() && !brakes.on(batch.dispatch());
    }

    private Optional<Offer> first(Batch batch, Load load) {
        Ledger.Marked marked = markInTurn(batch, load);
        return known(load, marked);
    }

    /**
     * The next transaction, its markers being committed while this one is on the wire. One person's own mail is offered before they are;
     * of many, some may turn out not to be due, and the relay must not hear of them.
     */
    private Optional<Offer> ahead(Batch batch, Deque<Load> loads) {
        boolean worthIt = !loads.isEmpty() && !probing && !batch.paced() && worthMarkingAhead() && goesOn(batch);
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

    /** An offer that was made ahead, when its turn has come; empty where nobody of it may have it now. */
    private Optional<Offer> known(Offer ahead) {
        return ahead.transaction().isPresent()
                ? Optional.of(ahead)
                : known(ahead.load(), ahead.marking().await());
    }

    private Optional<Offer> known(Load load, Ledger.Marked marked) {
        if (marked.markers().isEmpty()) {
            return Optional.empty();
        }
        boolean repairAmongOthers =
                marked.markers().size() > 1 && marked.markers().stream().anyMatch(Marker::repair);
        if (!marked.isWithinDeadline(clock, RESERVE) || brakes.on(marked.batch().dispatch()) || repairAmongOthers) {
            giveBack(marked); // a repair that became due meanwhile must go alone, as a copy with its own name
            return Optional.empty();
        }
        Load markedOnes = load.only(marked.markers());
        var marking = Ledger.Marking.done(marked);
        DotGate gate = gate(marked.batch(), marking, markedOnes);
        try {
            return Optional.of(
                    new Offer(markedOnes, marking, gate, Optional.of(envelopes.transaction(markedOnes, marked, gate))));
        } catch (RuntimeException | Error e) {
            // one row that cannot be written as mail must not keep the others from going out (FAULTS P13)
            failed(marked, gate, e);
            return Optional.empty();
        }
    }

    private DotGate gate(Batch batch, Ledger.Marking marking, Load load) {
        return open.guarded(new DotGate(
                ledger, brakes, batch.dispatch(), marking, load.people().size()));
    }

    /** Marks when the pace allows it. */
    private Ledger.Marked markInTurn(Batch batch, Load load) {
        while (true) {
            Ledger.Marked marked =
                    open.asked(ledger.mark(batch, load.deliveries())).await();
            if (!marked.markers().isEmpty() || !batch.paced()) {
                return marked;
            }
            Optional<Instant> due = batches.nextByPace(batch, load.deliveries());
            if (due.isEmpty() || !rest(Duration.between(batches.now(), due.get())) || !opensAgain(batch)) {
                return marked;
            }
        }
    }

    /** Another may have our place for a while. False: the turn ended meanwhile, and the line may be closed. */
    private boolean opensAgain(Batch batch) {
        while (goesOn(batch)) {
            if (open()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Waits, without a place at the relay when it is for long.
     *
     * @return false: the turn would be over before; not waited
     */
    boolean rest(Duration wait) {
        if (wait.compareTo(LONG) > 0) {
            return false;
        }
        park(wait);
        return !over.getAsBoolean();
    }

    private void park(Duration wait) {
        if (wait.compareTo(KEEP_THE_LINE) > 0) {
            line.rest();
        }
        long nanos = Math.min(wait.toNanos(), PATIENCE.toNanos());
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
            throw e; // nothing is known to be marked, so nothing left
        } catch (RuntimeException | Error e) {
            failed(now.marking().await(), now.gate(), e);
            return Optional.empty();
        }
        lastDialogue = Duration.ofNanos(System.nanoTime() - began);
        Ledger.Marked marked = now.marking().await();
        if (marked.markers().size() != outcomes.size()) {
            return Optional.empty(); // it was not marked, and kept back for that
        }
        Hearing.Heard heard = hearing.hear(now.load(), outcomes, began, probing, late.wasCut());
        record(marked, heard.settled());
        return Optional.of(new Said(now.load(), outcomes, heard));
    }

    /** It may have been announced to the relay, which waits for it then: that connection is of no use any more. */
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
            // if it was marked after all, it is settled as foreign
        }
    }

    private void giveBack(Ledger.Marked marked) {
        record(marked, each(marked, Settled.notSent()));
    }

    /** Not recorded, it would be in flight for as long as this process lives, which remembers its marker. */
    private void failed(Ledger.Marked marked, DotGate gate, Throwable e) {
        log.error(
                "Belay failed with a transaction of dispatch {}: {} at {}",
                marked.batch().dispatch().value(),
                e.getClass().getName(), // not its message, which may name a person
                e.getStackTrace().length == 0 ? "-" : e.getStackTrace()[0]);
        record(marked, each(marked, gate.afterFailure(e)));
        if (e instanceof Error error) {
            throw error;
        }
    }

    private static List<Settled> each(Ledger.Marked marked, Settled settled) {
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
