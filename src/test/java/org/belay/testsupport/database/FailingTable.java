package org.belay.testsupport.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.platform.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes PostgreSQL refuse writes to a table with a given SQLSTATE, through triggers. */
public final class FailingTable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private FailingTable() {}

    /** The next writing statement fails; a sequence counts it, because its value survives the rollback. */
    public static void refuseOnce(JdbcClient sql, String table, String act, String state) {
        String name = "failing_" + NUMBER.incrementAndGet();
        sql.sql("CREATE SEQUENCE " + name).update();
        trigger(sql, name, table, act, "IF nextval('" + name + "') = 1 THEN " + raise(state) + " END IF;");
    }

    /** Every writing statement fails until {@link #restoreAll}. */
    public static void refuse(JdbcClient sql, String table, String act, String state) {
        trigger(sql, "failing_" + NUMBER.incrementAndGet(), table, act, raise(state));
    }

    /** Every change of this row fails until {@link #restoreAll}. */
    public static void refuseRow(JdbcClient sql, String table, long id, String state) {
        String name = "failing_" + NUMBER.incrementAndGet();
        sql.sql("CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + raise(state)
                        + " END $$")
                .update();
        sql.sql("CREATE TRIGGER " + name + " BEFORE UPDATE ON " + table + " FOR EACH ROW WHEN (OLD.id = " + id
                        + ") EXECUTE FUNCTION " + name + "()")
                .update();
    }

    /** The number of {@link #refuseOnce} triggers that have not fired. */
    public static long left(JdbcClient sql) {
        return sql.sql("SELECT count(*) FROM pg_sequences WHERE sequencename LIKE 'failing\\_%' AND last_value IS NULL")
                .query(Long.class)
                .single();
    }

    public static void restoreAll(JdbcClient sql) {
        sql.sql("SELECT DISTINCT proname FROM pg_proc WHERE proname LIKE 'failing\\_%'")
                .query(String.class)
                .list()
                .forEach(name -> sql.sql("DROP FUNCTION " + name + " CASCADE").update());
        sql.sql("SELECT sequencename FROM pg_sequences WHERE sequencename LIKE 'failing\\_%'")
                .query(String.class)
                .list()
                .forEach(name -> sql.sql("DROP SEQUENCE " + name).update());
    }

    /** Locks a table exclusively for this time. */
    public static void lockedFor(EmbeddedPostgres postgres, String table, Duration time) {
        try (Connection connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
            statement.execute("SELECT pg_sleep(" + time.toMillis() / 1000.0 + ")");
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String raise(String state) {
        return "RAISE EXCEPTION 'refused for a test' USING ERRCODE = '" + state + "';";
    }

    private static void trigger(JdbcClient sql, String name, String table, String act, String body) {
        sql.sql("CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body
                        + " RETURN NULL; END $$")
                .update();
        sql.sql("CREATE TRIGGER " + name + " BEFORE " + act + " ON " + table + " FOR EACH STATEMENT EXECUTE FUNCTION "
                        + name + "()")
                .update();
    }
}
