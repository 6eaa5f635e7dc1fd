package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A node that was frozen, or had no answer, at the COMMIT of an attempt, and another node that recorded an outcome of the attempt in
 * between.
 */
class UnconfirmedMarksIT {
    private final TestDatabase database = TestDatabase.fresh();
    private final LostAnswers transaction = new LostAnswers(database.transaction());
    private final TestLedger node = new TestLedger(database, new OpenAttemptStore(database.jdbc()), transaction);
    private DeliveryId person;

    @BeforeEach
    void another_node_settles_an_attempt_whose_commit_had_no_reply() {
        ClaimedBatch batch = node.take(node.notice);
        person = node.delivery(node.notice, 0).orElseThrow();
        transaction.lost = true;
        assertThatThrownBy(() -> node.ledger.mark(batch, List.of(person)).await())
                .isInstanceOf(PendingMark.MarkFailed.class);
        transaction.lost = false;

        settledByAnother();
    }

    @AfterEach
    void done() {
        node.close();
        database.close();
    }

    @Test
    void p09_the_node_that_never_sent_it_withdraws_the_doubt() {
        node.ledger.correctUncertain();

        assertThat(state()).isEqualTo("PENDING");
    }

    @Test
    void p09_what_it_sent_on_a_later_attempt_stays_in_doubt() {
        node.ledger.correctUncertain();
        AttemptMarker dotted = node.dot(node.notice, 0);
        node.doubt(dotted);

        node.ledger.correctUncertain();

        assertThat(state()).isEqualTo("IN_DOUBT");
    }

    @Test
    void p09_what_it_sent_and_waits_for_stays_as_another_node_settled_it() {
        node.ledger.correctUncertain();
        node.dot(node.notice, 0);
        settledByAnother();

        node.ledger.correctUncertain();

        assertThat(state()).isEqualTo("IN_DOUBT");
    }

    private void settledByAnother() {
        database.jdbc()
                .sql("UPDATE attempt SET marked_at = marked_at - interval '26 s'")
                .update();
        node.another().recordOrphans(node.notice, false);
        assertThat(state()).isEqualTo("IN_DOUBT");
    }

    private String state() {
        return database.jdbc()
                .sql("SELECT state FROM delivery WHERE id = :id")
                .param("id", person.value())
                .query(String.class)
                .single();
    }

    /** Commits, and then loses the answer. */
    private static final class LostAnswers extends TransactionTemplate {
        private static final long serialVersionUID = 1L;
        private volatile boolean lost;

        LostAnswers(TransactionTemplate real) {
            super(real.getTransactionManager(), (TransactionDefinition) real);
        }

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            T done = super.execute(action);
            if (lost) {
                throw new DataAccessResourceFailureException("Read timed out");
            }
            return done;
        }
    }
}
