package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.belay.delivery.reply.RelayLimits;
import org.belay.delivery.reply.RelayProfiles;
import org.junit.jupiter.api.Test;

class DailyUsageTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
    private static final RelayLimits ROLLING =
            RelayProfiles.named("exchange-online").limits();
    private static final RelayLimits CALENDAR =
            new RelayLimits(3, 90, 500, 0, 30, 0, 10_000, RelayLimits.DayWindow.CALENDAR, 5, false);

    private final DailyUsage use = new DailyUsage(List.of(
            new DailyUsage.UsageSlot(NOON.minus(Duration.ofHours(13)), 1000, 0),
            new DailyUsage.UsageSlot(NOON.minus(Duration.ofHours(1)), 3000, 500)));

    @Test
    void notices_leave_as_much_of_the_day_as_their_corrections_would_need() {
        assertThat(left(use, ROLLING, false, true)).isEqualTo(1000); // 5,000 notices, 5,000 corrections
        assertThat(left(use, ROLLING, true, true)).isEqualTo(5500);
    }

    @Test
    void where_corrections_have_their_own_relay_notices_may_use_it_all() {
        assertThat(left(use, ROLLING, false, false)).isEqualTo(5500);
    }

    @Test
    void a_rolling_day_forgets_entries_after_24_hours_and_not_earlier() {
        Instant then = NOON.plus(Duration.ofHours(11));
        assertThat(use.remaining(ROLLING, true, true, then, BERLIN)).isEqualTo(5500);
        assertThat(use.remaining(ROLLING, true, true, then.plus(DailyUsage.SLOT), BERLIN))
                .isEqualTo(6500);
    }

    @Test
    void a_calendar_day_begins_at_midnight_where_belay_runs() {
        assertThat(left(use, CALENDAR, true, true)).isEqualTo(6500);
        assertThat(use.freeAgain(9000, CALENDAR, true, true, NOON, BERLIN))
                .isEqualTo(Instant.parse("2026-11-24T23:00:00Z"));
    }

    @Test
    void it_knows_when_there_is_room_again() {
        assertThat(use.freeAgain(1500, ROLLING, false, true, NOON, BERLIN))
                .isEqualTo(NOON.plus(Duration.ofHours(11)).plus(DailyUsage.SLOT));
        assertThat(use.freeAgain(50_000, ROLLING, false, true, NOON, BERLIN)).isEqualTo(NOON.plus(DailyUsage.DAY));
    }

    private static long left(DailyUsage use, RelayLimits limits, boolean correction, boolean reserve) {
        return use.remaining(limits, correction, reserve, NOON, BERLIN);
    }
}
