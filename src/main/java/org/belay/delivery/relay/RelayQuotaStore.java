package org.belay.delivery.relay;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** SQL of the use of a relay by the whole cluster. Uses the clock of the database; the row of the relay is the lock. */
@Component
class RelayQuotaStore {

    private final JdbcClient jdbc;

    RelayQuotaStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param correctionsFirst whether a correction has asked for permits in the last two seconds */
    record PaceState(Instant now, Instant freeAt, boolean correctionsFirst) {}

    /** Locks the relay's row until the transaction ends. */
    PaceState lock(String relay) {
        jdbc.sql("INSERT INTO relay_rate (relay) VALUES (:relay) ON CONFLICT DO NOTHING")
                .param("relay", relay)
                .update();
        jdbc.sql("SELECT 1 FROM relay_rate WHERE relay = :relay FOR UPDATE")
                .param("relay", relay)
                .query(Integer.class)
                .single();
        return jdbc.sql("""
                        SELECT clock_timestamp() AS now, free_at,
                               coalesce(correction_at > clock_timestamp() - interval '2 seconds', false) AS corrections_first
                          FROM relay_rate
                         WHERE relay = :relay
                        """)
                .param("relay", relay)
                .query((row, n) -> new PaceState(
                        row.getTimestamp("now").toInstant(),
                        row.getTimestamp("free_at").toInstant(),
                        row.getBoolean("corrections_first")))
                .single();
    }

    void correctionAsks(String relay) {
        jdbc.sql("UPDATE relay_rate SET correction_at = clock_timestamp() WHERE relay = :relay")
                .param("relay", relay)
                .update();
    }

    /** Occupies the relay for this time, from now or from when it is free. */
    void occupy(String relay, Duration time) {
        jdbc.sql("""
                        UPDATE relay_rate
                           SET free_at = greatest(free_at, clock_timestamp()) + make_interval(secs => :seconds)
                         WHERE relay = :relay
                        """)
                .param("relay", relay)
                .param("seconds", time.toNanos() / 1e9)
                .update();
    }

    /** The use that may still count at this moment. */
    DailyUsage use(String relay, Instant now) {
        List<DailyUsage.UsageSlot> slots = jdbc.sql("""
                        SELECT slot, notices, corrections
                          FROM relay_daily_usage
                         WHERE relay = :relay AND slot > :since
                         ORDER BY slot
                        """)
                .param("relay", relay)
                .param("since", Timestamp.from(now.minus(DailyUsage.DAY).minus(DailyUsage.SLOT)))
                .query((row, n) -> new DailyUsage.UsageSlot(
                        row.getTimestamp("slot").toInstant(), row.getInt("notices"), row.getInt("corrections")))
                .list();
        return new DailyUsage(slots);
    }

    void count(String relay, Instant slot, int notices, int corrections) {
        jdbc.sql("""
                        INSERT INTO relay_daily_usage (relay, slot, notices, corrections)
                        VALUES (:relay, :slot, :notices, :corrections)
                        ON CONFLICT (relay, slot) DO UPDATE
                           SET notices = relay_daily_usage.notices + excluded.notices,
                               corrections = relay_daily_usage.corrections + excluded.corrections
                        """)
                .param("relay", relay)
                .param("slot", Timestamp.from(slot))
                .param("notices", notices)
                .param("corrections", corrections)
                .update();
        jdbc.sql("DELETE FROM relay_daily_usage WHERE relay = :relay AND slot < :old")
                .param("relay", relay)
                .param("old", Timestamp.from(slot.minus(DailyUsage.DAY.multipliedBy(2))))
                .update();
    }

    Instant now() {
        return jdbc.sql("SELECT clock_timestamp()")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }
}
