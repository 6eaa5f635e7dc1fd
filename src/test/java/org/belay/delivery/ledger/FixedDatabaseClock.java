package org.belay.delivery.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.belay.testsupport.database.SerializationFailures;
import org.belay.testsupport.database.TestDatabase;

/** A database with a fixed clock, so that a schedule runs the same way however slow the machine is. */
final class FixedDatabaseClock {

    private static final Instant NOW = Instant.parse("2026-07-10T09:00:00Z");

    /** The fixed clock of the processes. */
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private FixedDatabaseClock() {}

    /**
     * Connections that find our functions before those of PostgreSQL: fixed clocks, and no time limits for a
     * transaction. Nothing here needs to survive a crash, and a deadlock is detected at once.
     */
    static HikariDataSource openPool(TestDatabase database) {
        database.owner().sql("""
                CREATE SCHEMA still;
                CREATE FUNCTION still.now() RETURNS timestamptz STABLE LANGUAGE sql AS $$ SELECT timestamptz '%1$s' $$;
                CREATE FUNCTION still.clock_timestamp() RETURNS timestamptz STABLE LANGUAGE sql AS $$ SELECT timestamptz '%1$s' $$;
                CREATE FUNCTION still.set_config(text, text, boolean) RETURNS text STABLE LANGUAGE sql AS $$ SELECT $2 $$;
                ALTER TABLE attempt ALTER COLUMN marked_at SET DEFAULT still.clock_timestamp()
                """.formatted(NOW)).update();
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.address().url());
        pool.setUsername(database.address().ownerOrApplication().user().orElseThrow());
        pool.setPassword(database.address().ownerOrApplication().password().orElseThrow());
        pool.setMaximumPoolSize(10);
        pool.setConnectionInitSql(
                "SET synchronous_commit = off; SET deadlock_timeout = '1ms'; SET search_path = still, public, pg_catalog");
        return SerializationFailures.watched(pool);
    }
}
