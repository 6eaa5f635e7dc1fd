package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Checks I1, I2, I3 and I5 (docs/promises.md) for any interleaving of attempts, outcomes, late replies, kills, stops,
 * resumes and the order, on the real ledger and a real database. The simulated relay is the judge.
 */
class CorrectionRecipientsIT {

    /** One event, for one of five recipients if it concerns a recipient. */
    record HistoryEvent(HistoryStep what, int person, AttemptFate fate) {}

    enum HistoryStep {
        NOTICE,
        CORRECTION,
        TOGETHER,
        LATE_ANSWER,
        STOP,
        GO_ON,
        ORDER,
        KILL
    }

    @Provide
    Arbitrary<List<HistoryEvent>> histories() {
        Arbitrary<HistoryStep> what = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(10, HistoryStep.NOTICE),
                net.jqwik.api.Tuple.of(6, HistoryStep.CORRECTION),
                net.jqwik.api.Tuple.of(3, HistoryStep.TOGETHER),
                net.jqwik.api.Tuple.of(2, HistoryStep.LATE_ANSWER),
                net.jqwik.api.Tuple.of(2, HistoryStep.STOP),
                net.jqwik.api.Tuple.of(2, HistoryStep.GO_ON),
                net.jqwik.api.Tuple.of(1, HistoryStep.ORDER),
                net.jqwik.api.Tuple.of(2, HistoryStep.KILL));
        return net.jqwik.api.Combinators.combine(
                        what,
                        Arbitraries.integers().between(0, SimulatedLedger.PEOPLE - 1),
                        Arbitraries.of(AttemptFate.class))
                .as(HistoryEvent::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void every_recipient_who_may_have_the_notice_gets_one_correction_and_no_one_else_does(
            @ForAll("histories") List<HistoryEvent> history) {
        var world = SimulatedLedger.begin();

        history.forEach(event -> {
            switch (event.what()) {
                case NOTICE -> world.notice(event.person(), event.fate());
                case CORRECTION -> world.correction(event.person(), event.fate());
                case TOGETHER -> world.together(event.fate());
                case LATE_ANSWER -> world.lateAnswers();
                case STOP -> world.stop();
                case GO_ON -> world.goOn();
                case ORDER -> world.order();
                case KILL -> world.kill();
            }
        });
        world.kill();
        world.order();
        world.runToTheEnd();

        for (int person = 0; person < SimulatedLedger.PEOPLE; person++) {
            int notices = world.noticesTaken(person);
            int corrections = world.correctionsTaken(person);
            assertThat(notices).as("I3, notices of person %s", person).isLessThanOrEqualTo(1);
            assertThat(corrections)
                    .as("I3, corrections of person %s", person)
                    .isLessThanOrEqualTo(world.correctionWasInDoubt(person) ? 2 : 1);
            if (notices == 1) {
                assertThat(corrections > 0 || world.listedAsNotReached(person))
                        .as("I1, person %s has the notice", person)
                        .isTrue();
            }
            if (corrections > 0 && notices == 0) {
                assertThat(world.noticeWasInDoubt(person))
                        .as("I2, person %s never got the notice", person)
                        .isTrue();
            }
        }
        assertThat(world.takenWithoutRecord()).as("I5").isEmpty();
    }
}
