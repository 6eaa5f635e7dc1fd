package org.belay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.belay.platform.database.PassingFailure;
import org.belay.testsupport.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The server ends the transaction of a marker whose client does not go on (NO_TX_TIMEOUT of the model), by limits that PostgreSQL 16 has
 * too. Without them the other limits of a connection would let a stop wait for 15 s and more, or without an end.
 */
class MarkerTransactionIT {
    /** Above what the marker's transaction may take, below what any other may. */
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
    void a_client_that_rests_within_it_is_disconnected_and_a_stop_goes_on() {
        assertThat(stateOf(() -> {
                    locks();
                    var stop = CompletableFuture.runAsync(
                            () -> transaction.execute(s -> world.dispatches.stop(world.notice)));
                    // this thread is the frozen client: it asks for nothing more until the stop has gone through
                    await().atMost(SOONER_THAN_OTHERS).until(stop::isDone);
                    sql.sql("SELECT 1").query(Integer.class).single();
                }))
                .as("idle_in_transaction_session_timeout, or the connection that it broke")
                .isIn("25P03", "08006");
        assertThat(world.dispatches.get(world.notice).state()).isEqualTo(DispatchState.STOPPED);
    }

    @Test
    void a_statement_within_it_that_takes_too_long_is_canceled() {
        assertThat(stateOf(() -> {
                    locks();
                    sql.sql("SELECT pg_sleep(14)").query((row, n) -> true).single();
                }))
                .isEqualTo("57014");
    }

    @Test
    void a_lock_that_it_does_not_get_is_given_up() {
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
    void the_limits_end_with_it() {
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
        MarkSql.locks(List.of(world.notice)).ask(sql);
    }

    private String limits() {
        return sql.sql("""
                        SELECT concat_ws(' ', current_setting('lock_timeout'), current_setting('statement_timeout'),
                                         current_setting('idle_in_transaction_session_timeout'))
                        """).query(String.class).single();
    }

    /** The SQLSTATE with which a transaction that does this ends; "committed" if it does not fail. */
    private String stateOf(Runnable work) {
        try {
            transaction.executeWithoutResult(status -> work.run());
            return "committed";
        } catch (RuntimeException e) {
            assertThat(PassingFailure.isCauseOf(e))
                    .as("answered as a failure that passes")
                    .isTrue();
            // where the connection is lost the rollback fails as well, with words of the pool
            Throwable first = e instanceof TransactionSystemException rollback ? rollback.getApplicationException() : e;
            return ((SQLException) NestedExceptionUtils.getMostSpecificCause(first)).getSQLState();
        }
    }
}
