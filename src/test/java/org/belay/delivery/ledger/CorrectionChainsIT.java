package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.delivery.CorrectionKind.AMEND;
import static org.belay.delivery.CorrectionKind.DISREGARD;
import static org.belay.delivery.CorrectionKind.REINSTATE;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.belay.delivery.CorrectionKind;

/**
 * Checks I1, I2 and I3 (docs/promises.md) for chains of corrections and any interleaving of attempts, outcomes, late replies, kills and
 * orders, on the real ledger and a real database. The simulated relay is the judge.
 */
class CorrectionChainsIT {

    /** @param before how many statements before the valid one, for an attempt that must not be possible */
    record ChainEvent(ChainStep step, int person, AttemptFate fate, int before) {}

    enum ChainStep {
        SEND,
        SEND_OLDER,
        SEND_TOGETHER,
        LATE_ANSWER,
        TIME_PASSES,
        KILL,
        ORDER_DISREGARD,
        ORDER_AMEND,
        ORDER_REINSTATE
    }

    @Provide
    Arbitrary<List<ChainEvent>> histories() {
        Arbitrary<ChainStep> steps = Arbitraries.frequency(
                Tuple.of(14, ChainStep.SEND),
                Tuple.of(2, ChainStep.SEND_OLDER),
                Tuple.of(2, ChainStep.SEND_TOGETHER),
                Tuple.of(2, ChainStep.LATE_ANSWER),
                Tuple.of(4, ChainStep.TIME_PASSES),
                Tuple.of(1, ChainStep.KILL),
                Tuple.of(2, ChainStep.ORDER_DISREGARD),
                Tuple.of(2, ChainStep.ORDER_AMEND),
                Tuple.of(2, ChainStep.ORDER_REINSTATE));
        return Combinators.combine(
                        steps,
                        Arbitraries.integers().between(0, SimulatedLedger.PEOPLE - 1),
                        Arbitraries.of(AttemptFate.class),
                        Arbitraries.integers().between(1, 3))
                .as(ChainEvent::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void the_last_mail_of_each_person_says_what_is_valid(@ForAll("histories") List<ChainEvent> history) {
        var chain = new SimulatedChain();

        history.forEach(event -> {
            switch (event.step()) {
                case SEND -> chain.send(chain.last(), event.person(), event.fate());
                case SEND_OLDER -> sendOlder(chain, event);
                case SEND_TOGETHER -> chain.sendTogether(event.fate());
                case LATE_ANSWER -> chain.lateAnswers();
                case TIME_PASSES -> chain.timePasses();
                case KILL -> chain.kill();
                case ORDER_DISREGARD -> orderIfAllowed(chain, DISREGARD);
                case ORDER_AMEND -> orderIfAllowed(chain, AMEND);
                case ORDER_REINSTATE -> orderIfAllowed(chain, REINSTATE);
            }
        });
        chain.kill();
        chain.runToTheEnd();

        check(chain);
    }

    private static void orderIfAllowed(SimulatedChain chain, CorrectionKind kind) {
        if (chain.allows(kind)) {
            chain.order(kind);
        }
    }

    private static void sendOlder(SimulatedChain chain, ChainEvent event) {
        int place = chain.last() - event.before();
        if (place >= 0) {
            List<Integer> before = List.copyOf(chain.arrivals(event.person()));
            chain.send(place, event.person(), event.fate());
            assertThat(chain.arrivals(event.person()))
                    .as("a statement before the last order is never sent again")
                    .isEqualTo(before);
        }
    }

    private static void check(SimulatedChain chain) {
        for (int person = 0; person < SimulatedLedger.PEOPLE; person++) {
            List<Integer> arrivals = chain.arrivals(person);
            if (!arrivals.isEmpty()) {
                int latest = arrivals.get(arrivals.size() - 1);
                assertThat(chain.statements()
                                        .get(latest)
                                        .says()
                                        .equals(chain.valid().says())
                                || chain.listedAsNotReached(person))
                        .as("I1, person %s got %s of %s", person, arrivals, chain.statements())
                        .isTrue();
            }
            for (int place = 0; place <= chain.last(); place++) {
                assertThat(Collections.frequency(arrivals, place))
                        .as("I3, statement %s of person %s", place, person)
                        .isLessThanOrEqualTo(place > 0 && chain.doubts(person).contains(place) ? 2 : 1);
                if (place > 0 && arrivals.contains(place)) {
                    assertThat(mayHaveHadSomethingBefore(chain, person, place))
                            .as("I2, correction %s of person %s, who got %s", place, person, arrivals)
                            .isTrue();
                }
            }
        }
        assertThat(chain.takenWithoutRecord()).as("I5").isEmpty();
    }

    /** A reinstatement is for those who may have a withdrawal, or something else than what it says. */
    private static boolean mayHaveHadSomethingBefore(SimulatedChain chain, int person, int place) {
        var correction = chain.statements().get(place);
        return chain.statements().subList(0, place).stream()
                .filter(one -> !one.says().equals(correction.says()))
                .map(one -> chain.statements().indexOf(one))
                .anyMatch(one -> chain.arrivals(person).contains(one)
                        || chain.doubts(person).contains(one));
    }

    @Example
    void a_reinstatement_goes_only_to_those_who_may_have_the_withdrawal() {
        var chain = noticeToAll();
        chain.order(DISREGARD);
        chain.send(1, 0, AttemptFate.ACCEPTED);
        chain.send(1, 1, AttemptFate.LOST_ANSWER);
        chain.send(1, 2, AttemptFate.REJECTED);
        chain.order(REINSTATE);
        chain.runToTheEnd();

        assertArrivals(chain, List.of(0, 1, 2), List.of(0, 1, 2), List.of(0), List.of(0), List.of(0));
    }

    @Example
    void an_amendment_that_a_withdrawal_stopped_is_told_by_the_reinstatement() {
        var chain = noticeToAll();
        chain.order(AMEND);
        chain.send(1, 0, AttemptFate.ACCEPTED);
        chain.send(1, 1, AttemptFate.ACCEPTED);
        chain.order(DISREGARD);
        chain.send(2, 1, AttemptFate.ACCEPTED);
        chain.send(2, 2, AttemptFate.ACCEPTED);
        chain.order(REINSTATE);
        chain.runToTheEnd();

        assertArrivals(chain, List.of(0, 1), List.of(0, 1, 2, 3), List.of(0, 2, 3), List.of(0, 3), List.of(0, 3));
    }

    @Example
    void a_second_amendment_stops_the_first_and_goes_to_all() {
        var chain = noticeToAll();
        chain.order(AMEND);
        chain.send(1, 0, AttemptFate.ACCEPTED);
        chain.order(AMEND);
        chain.runToTheEnd();

        assertArrivals(chain, List.of(0, 1, 2), List.of(0, 2), List.of(0, 2), List.of(0, 2), List.of(0, 2));
    }

    @Example
    void a_withdrawal_after_an_amendment_goes_to_all_who_have_either() {
        var chain = new SimulatedChain();
        chain.send(0, 0, AttemptFate.ACCEPTED);
        chain.send(0, 1, AttemptFate.LOST);
        chain.order(AMEND);
        chain.timePasses();
        chain.send(1, 1, AttemptFate.ACCEPTED);
        chain.order(DISREGARD);
        chain.runToTheEnd();

        assertArrivals(chain, List.of(0, 2), List.of(1, 2), List.of(), List.of(), List.of());
    }

    @Example
    void a_late_reply_of_the_notice_owes_the_valid_correction_and_no_other() {
        var chain = new SimulatedChain();
        chain.send(0, 0, AttemptFate.SLOW);
        chain.send(0, 1, AttemptFate.ACCEPTED);
        chain.order(AMEND);
        for (int minute = 0; minute < 3; minute++) {
            chain.timePasses();
        }
        chain.send(1, 0, AttemptFate.ACCEPTED);
        chain.order(DISREGARD);
        chain.send(2, 0, AttemptFate.ACCEPTED);
        chain.lateAnswers();
        chain.runToTheEnd();

        assertThat(chain.arrivals(0)).as("repaired once").containsExactly(0, 1, 2, 2);
        assertThat(chain.arrivals(1)).containsExactly(0, 2);
    }

    private static SimulatedChain noticeToAll() {
        var chain = new SimulatedChain();
        for (int person = 0; person < SimulatedLedger.PEOPLE; person++) {
            chain.send(0, person, AttemptFate.ACCEPTED);
        }
        return chain;
    }

    @SafeVarargs
    private static void assertArrivals(SimulatedChain chain, List<Integer>... arrivals) {
        for (int person = 0; person < arrivals.length; person++) {
            assertThat(chain.arrivals(person)).as("person %s", person).isEqualTo(arrivals[person]);
        }
    }
}
