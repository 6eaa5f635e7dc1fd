package org.belay.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.springframework.transaction.TransactionSystemException;

class TransientFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08001", "08003", "08004", "08006", "08007", "08P01", "25006", "25P03", "25P04", "40001",
                "40002", "40003", "40P01", "53300", "55P03", "57014", "57P01", "57P02", "57P03", "57P05"
            })
    void a_temporary_failure_is_found_at_any_depth(String state) {
        var lost = new SQLException("gone", state);

        assertThat(TransientFailure.isCauseOf(new IllegalStateException("the wake-up", new RuntimeException(lost))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0A000", "22001", "22021", "23502", "23505", "25001", "25P02", "28P01", "3D000", "42501", "42703",
                "42P01", "53100", "53200", "55000", "57P04", "58030", "P0001", "XX000", "4"
            })
    void other_sqlstates_are_permanent(String state) {
        assertThat(TransientFailure.isCauseOf(new RuntimeException(new SQLException("stays", state))))
                .isFalse();
    }

    @Test
    void other_exceptions_are_permanent() {
        assertThat(TransientFailure.isCauseOf(new RuntimeException("no database in it")))
                .isFalse();
        assertThat(TransientFailure.isCauseOf(
                        new RuntimeException(new SocketTimeoutException("a link")))) // not the driver's
                .isFalse();
        assertThat(TransientFailure.isCauseOf(new SQLException("without a state")))
                .isFalse();
    }

    @Test
    void it_is_found_behind_another_exception() {
        var lost = new SQLException("gone", "08006");
        var aborted = new SQLException("current transaction is aborted", "25P02");
        var batch = new BatchUpdateException("a row", "23505", new int[0]);
        batch.setNextException(lost);
        var rollback = new TransactionSystemException("rollback failed");
        rollback.addSuppressed(lost);
        aborted.initCause(lost);

        assertThat(TransientFailure.isCauseOf(batch)).isTrue();
        assertThat(TransientFailure.isCauseOf(rollback)).isTrue();
        assertThat(TransientFailure.isCauseOf(aborted)).isTrue();
    }

    @Test
    void a_cycle_of_causes_is_handled() {
        var one = new RuntimeException("one");
        one.initCause(new RuntimeException("other", one));

        assertThat(TransientFailure.isCauseOf(one)).isFalse();
    }

    @Test
    void a_socket_time_out_and_an_exhausted_pool_are_temporary() {
        assertThat(TransientFailure.isCauseOf(new PSQLException(
                        "An I/O error occurred",
                        PSQLState.CONNECTION_FAILURE,
                        new SocketTimeoutException("Read timed out"))))
                .isTrue();
        assertThat(TransientFailure.isCauseOf(new SQLTransientConnectionException("none within 5 s")))
                .isTrue();
    }

    @Test
    void a_closed_connection_or_pool_is_temporary() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            HikariDataSource pool = ConnectionPools.open(database.address(), 1);
            Connection connection = pool.getConnection();
            connection.close();
            assertThat(TransientFailure.isCauseOf(thrown(connection::createStatement)))
                    .isTrue();
            pool.close();
            assertThat(TransientFailure.isCauseOf(thrown(pool::getConnection))).isTrue();
        }
    }

    private interface Asked {
        Object ask() throws SQLException;
    }

    private static SQLException thrown(Asked asked) {
        try {
            asked.ask();
        } catch (SQLException expected) {
            return expected;
        }
        throw new AssertionError("nothing was thrown");
    }
}
