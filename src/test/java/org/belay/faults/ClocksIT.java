package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.belay.cli.http.ServerRefused;
import org.belay.mailing.MailingStarter;
import org.belay.mailing.model.MailingId;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.AdjustableClock;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that jump, hours that do not exist or exist twice, and missed starts. */
class ClocksIT {
    private static final FaultyRelay relay = FaultyRelay.start();
    private static final AdjustableClock clock = new AdjustableClock();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static boolean databaseIsTurned;

    @RegisterExtension
    static final BelayServer belay =
            BelayServer.serve().relay(relay).auditRelay().clock(clock);

    @AfterEach
    void the_clocks_are_right_again() {
        clock.setOffset(Duration.ZERO);
        databaseIsRightAgain();
    }

    @Test
    void p10_a_clock_that_jumps_while_mail_is_sent_loses_and_doubles_nothing() {
        TestMailing circular = belay.mailing(60).pace(900).send();

        for (Duration jump : List.of(
                Duration.ofHours(1),
                Duration.ofHours(-1),
                Duration.ofDays(365),
                Duration.ofMinutes(-10),
                Duration.ZERO)) {
            int now = circular.acceptedNotices().size();
            circular.awaitAccepted(Math.min(60, now + 5));
            clock.setOffset(jump);
        }

        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p10_the_databases_clock_jumps_an_hour_and_back_and_nothing_is_lost_or_doubled() {
        TestMailing circular = belay.mailing(60).pace(900).send().awaitAccepted(10);

        databaseRunsAheadBy("1 hour");
        circular.awaitAccepted(20);
        databaseIsRightAgain();

        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p10_a_process_whose_clock_is_fast_starts_nothing_early_and_nothing_twice() {
        TestMailing circular = belay.mailing(5).at(inTwoHours()).send();
        clock.setOffset(Duration.ofHours(3));

        assertThat(wakened(circular)).as("when to come again").isPresent();
        assertThat(circular.mailingState()).isEqualTo("SCHEDULED");

        clock.setOffset(Duration.ZERO);
        databaseRunsAheadBy("121 minutes");
        assertThat(wakened(circular)).isEmpty();
        assertThat(wakened(circular)).isEmpty();
        databaseIsRightAgain();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, -2})
    void p29_a_pause_lasts_as_long_as_it_says_on_a_node_whose_clock_is_wrong_by_hours(int hours) {
        clock.setOffset(Duration.ofHours(hours));
        relay.at(FaultPoint.RCPT).reply("452 4.3.1 Insufficient system storage").times(8);

        TestMailing circular = belay.mailing(10).send();

        Duration pause = await().atMost(Duration.ofMinutes(1))
                .until(() -> pauseOf(circular), Optional::isPresent)
                .orElseThrow();
        assertThat(pause).isBetween(Duration.ofSeconds(5), Duration.ofMinutes(11));
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    /** From the pause to the next try, by the clock of the database alone. */
    private static Optional<Duration> pauseOf(TestMailing circular) {
        return belay.sql()
                .sql(
                        "SELECT extract(epoch FROM probe_at - now()) FROM dispatch WHERE mailing = :id AND state = 'PAUSED'")
                .param("id", circular.mailingNumber())
                .query((row, n) -> Duration.ofSeconds(row.getLong(1)))
                .optional();
    }

    /** Refused with a message instead of moved: its author means another hour. */
    @ParameterizedTest
    @CsvSource({
        "2031-03-30T02:30, Europe/Berlin",
        "2031-03-09T02:30, America/New_York",
        "2031-09-07T00:30, America/Santiago",
        "2031-10-05T02:15, Australia/Lord_Howe"
    })
    void p11_a_time_that_the_clocks_skip_is_refused_by_name(String local, String zone) {
        TestMailing circular = belay.mailing(2).at(local + "[" + zone + "]").imported();

        assertThatThrownBy(circular::drafted)
                .isInstanceOf(ServerRefused.class)
                .hasMessageContaining("skip")
                .hasMessageContaining(zone);
    }

    @ParameterizedTest
    @CsvSource({
        "2031-10-26T02:30, Europe/Berlin, 2031-10-26T00:30:00Z",
        "2031-11-02T01:30, America/New_York, 2031-11-02T05:30:00Z",
        "2031-04-05T23:30, America/Santiago, 2031-04-06T02:30:00Z",
        "2031-04-06T01:45, Australia/Lord_Howe, 2031-04-05T14:45:00Z"
    })
    void p11_a_time_that_comes_twice_means_its_first(String local, String zone, Instant moment) {
        TestMailing circular = belay.mailing(2).at(local + "[" + zone + "]").send();

        assertThat(Instant.parse(circular.get().text("startsAt"))).isEqualTo(moment);
        assertThat(sendAt(circular))
                .as("the wish is kept as it was said")
                .startsWith(local)
                .endsWith("[" + zone + "]");
    }

    /** Morocco moves its clocks for Ramadan by decree, so its rules differ between machines. */
    @Test
    void p11_a_zone_whose_rules_move_is_read_by_this_machines_rules() {
        var zone = ZoneId.of("Africa/Casablanca");
        var twice = zone.getRules().nextTransition(Instant.parse("2031-01-01T00:00:00Z"));
        while (twice.isGap()) {
            twice = zone.getRules().nextTransition(twice.getInstant());
        }
        String local = twice.getDateTimeAfter().plusMinutes(30).toString();

        TestMailing circular =
                belay.mailing(2).at(local + "[Africa/Casablanca]").send();

        assertThat(Instant.parse(circular.get().text("startsAt")))
                .isEqualTo(twice.getInstant().minus(Duration.ofMinutes(30)));
    }

    /** As stored under an edition of the time zone database in which Berlin is an hour further east. */
    @Test
    void p11_new_rules_of_its_zone_move_the_start_and_not_its_local_time_and_it_is_said() {
        ZonedDateTime wish =
                Instant.now().plus(Duration.ofHours(2)).atZone(BERLIN).truncatedTo(ChronoUnit.SECONDS);
        TestMailing circular = belay.mailing(3).at(wish.toLocalDateTime() + "[Europe/Berlin]");
        circular.imported().drafted();
        writtenAs(circular, wish);
        circular.submitted().approved().scheduled();
        Instant older = wish.toInstant().minus(Duration.ofHours(1));
        reckoned(circular, older, "2019c");

        belay.restart();

        await().untilAsserted(() -> assertThat(circular.get().text("startsAt"))
                .isEqualTo(wish.toInstant().toString()));
        assertThat(circular.get().text("startMovedFrom")).isEqualTo(older.toString());
        assertThat(circular.get().text("send"))
                .startsWith(wish.toLocalDateTime().toString());
        assertThat(actsOf(circular)).endsWith("schedule", "move");

        databaseRunsAheadBy("121 minutes");
        assertThat(wakened(circular)).isEmpty();
        databaseIsRightAgain();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p11_older_zone_rules_than_the_stored_ones_change_nothing() {
        TestMailing circular =
                belay.mailing(2).at("2031-07-01T10:00[Europe/Berlin]").send();
        Instant newer = Instant.parse("2031-07-01T09:00:00Z");
        reckoned(circular, newer, "2099z");

        starting().scheduled().forEach(starting()::scheduleWakeup);

        assertThat(circular.get().text("startsAt")).isEqualTo(newer.toString());
        assertThat(actsOf(circular)).doesNotContain("move");
    }

    @Test
    void p11_a_time_that_the_new_rules_skip_waits_for_a_person() {
        TestMailing circular =
                belay.mailing(2).at("2031-03-30T01:30[Europe/Berlin]").send();
        belay.sql()
                .sql("UPDATE mailing SET send_at = '2031-03-30T02:30+01:00[Europe/Berlin]' WHERE id = :id")
                .param("id", circular.mailingNumber())
                .update();
        reckoned(circular, Instant.parse("2031-03-30T01:30:00Z"), "2019c");

        starting().scheduled().forEach(starting()::scheduleWakeup);

        assertThat(circular.mailingState()).isEqualTo("HELD");
        assertThat(circular.get().text("heldBecause")).contains("Europe/Berlin").contains("skip 02:30 on 2031-03-30");
    }

    private static void writtenAs(TestMailing circular, ZonedDateTime wish) {
        ZoneOffset older = ZoneOffset.ofTotalSeconds(wish.getOffset().getTotalSeconds() + 3_600);
        belay.sql()
                .sql("UPDATE mailing SET send_at = :written WHERE id = :id")
                .param("written", wish.toLocalDateTime() + older.getId() + "[Europe/Berlin]")
                .param("id", circular.mailingNumber())
                .update();
    }

    private static void reckoned(TestMailing circular, Instant at, String edition) {
        belay.sql()
                .sql("UPDATE mailing SET starts_at = :at::timestamptz, zone_rules = :edition WHERE id = :id")
                .param("at", at.toString())
                .param("edition", edition)
                .param("id", circular.mailingNumber())
                .update();
    }

    private static List<String> actsOf(TestMailing circular) {
        return belay.sql()
                .sql("SELECT action FROM audit_entry WHERE subject = :id ORDER BY seq")
                .param("id", circular.id())
                .query(String.class)
                .list();
    }

    @Test
    void p12_a_start_missed_by_little_is_made_good_and_one_missed_by_much_waits_for_a_person() {
        TestMailing little = belay.mailing(3).at(inTwoHours()).send();
        TestMailing hours = belay.mailing(3).at(inTwoHours()).send();
        TestMailing days = belay.mailing(3).at(inTwoHours()).send();

        missedBy("10 minutes", little);
        missedBy("4 hours", hours);
        missedBy("3 days", days);
        belay.restart();

        little.awaitSent().assertReachedEveryoneOnce();
        for (TestMailing late : List.of(hours, days)) {
            late.awaitState("HELD");
            assertThat(late.get().text("heldBecause")).contains("missed by");
            assertThat(late.acceptedNotices()).isEmpty();
        }
    }

    private static void missedBy(String interval, TestMailing circular) {
        belay.sql()
                .sql("UPDATE mailing SET starts_at = now() - '" + interval + "'::interval WHERE id = :id")
                .param("id", circular.mailingNumber())
                .update();
    }

    private static Optional<Instant> wakened(TestMailing circular) {
        return starting().startIfDue(MailingId.parse(circular.id()));
    }

    private static MailingStarter starting() {
        return belay.bean(MailingStarter.class);
    }

    private static String inTwoHours() {
        return Instant.now()
                        .plus(Duration.ofHours(2))
                        .atZone(ZoneId.of("UTC"))
                        .toLocalDateTime()
                        .withNano(0) + "[UTC]";
    }

    private static String sendAt(TestMailing circular) {
        return belay.sql()
                .sql("SELECT send_at FROM mailing WHERE id = :id")
                .param("id", circular.mailingNumber())
                .query(String.class)
                .single();
    }

    /** Creates functions of that name that are found before those of PostgreSQL, for every new connection. */
    private static void databaseRunsAheadBy(String interval) {
        var sql = belay.sql();
        sql.sql("CREATE SCHEMA IF NOT EXISTS turned").update();
        for (String name : List.of("now", "clock_timestamp")) {
            sql.sql("CREATE OR REPLACE FUNCTION turned." + name
                            + "() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT pg_catalog." + name
                            + "() + interval '" + interval + "' $$")
                    .update();
        }
        sql.sql("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = turned, public, pg_catalog',"
                        + " current_database()); END $$")
                .update();
        newConnections();
        databaseIsTurned = true;
    }

    private static void databaseIsRightAgain() {
        if (!databaseIsTurned) {
            return;
        }
        belay.sql()
                .sql("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET search_path', current_database()); END $$")
                .update();
        newConnections();
    }

    private static void newConnections() {
        belay.context()
                .getBeansOfType(HikariDataSource.class)
                .values()
                .forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }
}
