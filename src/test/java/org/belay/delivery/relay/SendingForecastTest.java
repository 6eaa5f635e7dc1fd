package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.belay.delivery.reply.RelayLimits;
import org.belay.delivery.reply.RelayProfiles;
import org.junit.jupiter.api.Test;

class SendingForecastTest {
    private static final Duration QUICK = Duration.ofMillis(200);
    private static final RelayLimits GENERIC = RelayProfiles.named("generic").limits();
    private static final RelayLimits ONLINE =
            RelayProfiles.named("exchange-online").limits();

    @Test
    void connections_share_the_work() {
        assertThat(forecast(3_000, 0, way(GENERIC, 3, 1, 0), way(GENERIC, 4, 100, 0))
                        .notice())
                .isEqualTo(Duration.ofSeconds(200));
    }

    @Test
    void a_correction_goes_to_many_at_once() {
        assertThat(forecast(3_000, 0, way(GENERIC, 3, 1, 0), way(GENERIC, 4, 100, 0))
                        .correction())
                .isEqualTo(Duration.ofMillis(1_500)); // 30 messages over 4 connections
    }

    @Test
    void one_message_gains_nothing_from_more_connections() {
        assertThat(way(GENERIC, 4, 100, 0).durationFor(50)).isEqualTo(QUICK);
    }

    @Test
    void the_pace_slows_the_notice_and_never_the_correction() {
        SendingForecast forecast = forecast(600, 60, way(GENERIC, 3, 1, 0), way(GENERIC, 4, 100, 0));

        assertThat(forecast.notice()).isEqualTo(Duration.ofMinutes(10));
        assertThat(forecast.correction()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void thirty_a_minute_is_an_hour_for_eighteen_hundred() {
        SendingForecast forecast = forecast(1_800, 0, way(ONLINE, 2, 1, 5_000), way(ONLINE, 3, 500, 10_000));

        assertThat(forecast.notice()).isEqualTo(Duration.ofHours(1));
        assertThat(forecast.correction()).isEqualTo(Duration.ofSeconds(8)); // four messages, one every two seconds
    }

    @Test
    void what_a_day_has_no_room_for_is_sent_on_later_days() {
        assertThat(way(ONLINE, 3, 500, 4_000).durationFor(15_000)).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void a_notice_that_could_not_be_corrected_the_same_day_is_detected_beforehand() {
        SendingForecast forecast = forecast(6_200, 0, way(ONLINE, 2, 1, 5_000), way(ONLINE, 3, 500, 10_000));

        assertThat(forecast.canBeTakenBack()).isFalse();
        assertThat(forecast.day()).contains(new SendingForecast.DailyLimit(10_000, 10_000, 5_000, false));
    }

    @Test
    void a_relay_for_corrections_sets_the_room_where_it_counts_days() {
        SendingForecast counted =
                SendingForecast.of(6_200, 0, way(ONLINE, 2, 1, 10_000), way(ONLINE, 3, 500, 6_000), false);
        SendingForecast free = SendingForecast.of(6_200, 0, way(ONLINE, 2, 1, 10_000), way(GENERIC, 4, 100, 0), false);

        assertThat(counted.canBeTakenBack()).isFalse();
        assertThat(free.canBeTakenBack()).isTrue();
        assertThat(free.day()).isEmpty();
    }

    @Test
    void without_a_daily_limit_everything_can_be_corrected() {
        assertThat(forecast(1_000_000, 0, way(GENERIC, 3, 1, 0), way(GENERIC, 4, 100, 0))
                        .canBeTakenBack())
                .isTrue();
    }

    private static SendingForecast forecast(
            long people, int pace, SendingForecast.RelayCapacity notices, SendingForecast.RelayCapacity corrections) {
        return SendingForecast.of(people, pace, notices, corrections, true);
    }

    private static SendingForecast.RelayCapacity way(RelayLimits limits, int connections, int recipients, long left) {
        return new SendingForecast.RelayCapacity(limits, connections, recipients, QUICK, left);
    }
}
