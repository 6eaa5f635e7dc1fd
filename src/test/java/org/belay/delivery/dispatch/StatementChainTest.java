package org.belay.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.delivery.CorrectionKind.AMEND;
import static org.belay.delivery.CorrectionKind.DISREGARD;
import static org.belay.delivery.CorrectionKind.REINSTATE;
import static org.belay.delivery.dispatch.StatementChain.Role.CHANGED;
import static org.belay.delivery.dispatch.StatementChain.Role.OUTDATED;
import static org.belay.delivery.dispatch.StatementChain.Role.REPEATED;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;
import org.junit.jupiter.api.Test;

class StatementChainTest {

    @Test
    void only_what_is_valid_can_be_withdrawn_or_amended() {
        assertThat(after().allows(DISREGARD)).isTrue();
        assertThat(after().allows(AMEND)).isTrue();
        assertThat(after().allows(REINSTATE)).isFalse();
        assertThat(after(AMEND).allows(AMEND)).isTrue();
        assertThat(after(DISREGARD, REINSTATE).allows(DISREGARD)).isTrue();
    }

    @Test
    void only_what_is_withdrawn_can_be_reinstated() {
        assertThat(after(DISREGARD).allows(REINSTATE)).isTrue();
        assertThat(after(DISREGARD).allows(AMEND)).isFalse();
        assertThat(after(DISREGARD).allows(DISREGARD)).isFalse();
    }

    @Test
    void a_reinstatement_changes_only_the_withdrawals() {
        assertThat(after(DISREGARD).changesOf(REINSTATE)).isEqualTo(Map.of(statement(1), CHANGED));
    }

    @Test
    void a_reinstated_amendment_is_owed_also_to_those_whom_it_never_reached() {
        assertThat(after(AMEND, DISREGARD).changesOf(REINSTATE))
                .isEqualTo(Map.of(statement(0), OUTDATED, statement(1), REPEATED, statement(2), CHANGED));
    }

    @Test
    void an_amendment_changes_everything_before_it_and_a_withdrawal_all_that_is_no_withdrawal() {
        assertThat(after(AMEND, DISREGARD, REINSTATE).changesOf(AMEND))
                .hasSize(4)
                .containsValue(CHANGED);
        assertThat(after(AMEND, DISREGARD, REINSTATE).changesOf(DISREGARD))
                .containsOnlyKeys(statement(0), statement(1), statement(3));
    }

    private static StatementChain after(CorrectionKind... corrections) {
        var statements = new ArrayList<StatementChain.Statement>();
        statements.add(new StatementChain.Statement(statement(0), Optional.empty()));
        for (CorrectionKind kind : List.of(corrections)) {
            statements.add(new StatementChain.Statement(statement(statements.size()), Optional.of(kind)));
        }
        return new StatementChain(statements);
    }

    private static DispatchId statement(int place) {
        return new DispatchId(100 + place);
    }
}
