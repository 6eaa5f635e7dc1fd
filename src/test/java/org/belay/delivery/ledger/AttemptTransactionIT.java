package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.belay.delivery.DispatchState;
import org.belay.platform.database.TransientFailure;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The server ends the transaction of an attempt whose client stalls (NO_TX_TIMEOUT of the model), by limits that
 * PostgreSQL 16 supports. Without them, only the general limits of the connection would apply, and a stop could wait
 * for 15 s or more.
 */
class AttemptTransactionIT {
    /** Above the limits of this transaction, below those of any other. */
    private static final Duration SOONER_THAN_OTHERS = Duration.ofSeconds(14);

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient sql = database.jdbc();
    private final TransactionTemplate transaction = database.transaction();
    private final TestLedger world = new TestLedger(database);

    @AfterEach
    void done() {
        world.close();
        database.close();
    }

    @Test
    void an_idle_client_is_disconnected_and_a_stop_proceeds() {
        assertThat(stateOf(() -> {
                    locks();
                    var stop = CompletableFuture.runAsync(
                            () -> transaction.execute(s -> world.dispatches.stop(world.notice)));
                    // this thread is the stalled client: it sends no statement until the stop has committed
                    await().atMost(SOONER_THAN_OTHERS).until(stop::isDone);
                    sql.sql("SELECT 1").query(Integer.class).single();
                }))
                .as("idle_in_transaction_session_timeout, or the connection closed by it")
                .isIn("25P03", "08006");
        assertThat(world.dispatches.get(world.notice).state()).isEqualTo(DispatchState.STOPPED);
    }

    @Test
    void a_long_statement_is_canceled() {
        assertThat(stateOf(() -> {
                    locks();
                    sql.sql("SELECT pg_sleep(14)").query((row, n) -> true).single();
                }))
                .isEqualTo("57014");
    }

    @Test
    void waiting_for_a_lock_is_limited() {
        transaction.executeWithoutResult(stop -> {
            sql.sql("SELECT pg_advisory_xact_lock(dispatch_lock(:id))")
                    .param("id", world.notice.value())
                    .query((row, n) -> true)
                    .single();
            var marker = CompletableFuture.supplyAsync(() -> stateOf(this::locks));
            await().atMost(SOONER_THAN_OTHERS).until(marker::isDone);
            assertThat(marker.join()).isEqualTo("55P03");
        });
    }

    @Test
    void the_limits_end_with_the_transaction() {
        String before = limits();
        transaction.executeWithoutResult(status -> {
            locks();
            assertThat(limits()).isEqualTo("2s 2s 2s");
        });

        assertThat(limits()).isEqualTo(before);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    locks();
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(limits()).isEqualTo(before);
    }

    private void locks() {
        AttemptSql.locks(List.of(world.notice)).run(sql);
    }

    private String limits() {
        return sql.sql("""
                        SELECT concat_ws(' ', current_setting('lock_timeout'), current_setting('statement_timeout'),
                                         current_setting('idle_in_transaction_session_timeout'))
                        """).query(String.class).single();
    }

    /** The SQLSTATE of the error that ends a transaction with this work, or "committed". */
    private String stateOf(Runnable work) {
        try {
            transaction.executeWithoutResult(status -> work.run());
            return "committed";
        } catch (RuntimeException e) {
            assertThat(TransientFailure.isCauseOf(e))
                    .as("classified as a transient failure")
                    .isTrue();
            // when the connection is lost, the rollback fails as well, with a message of the pool
            Throwable first = e instanceof TransactionSystemException rollback ? rollback.getApplicationException() : e;
            return ((SQLException) NestedExceptionUtils.getMostSpecificCause(first)).getSQLState();
        }
    }
}
