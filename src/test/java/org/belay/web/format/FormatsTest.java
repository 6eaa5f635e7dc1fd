package org.belay.web.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.belay.web.text.PageTexts;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private final Instant now = Instant.parse("2026-12-08T08:23:08Z");
    private final Formats say = new Formats(
            Clock.fixed(now, ZoneId.of("Europe/Berlin")), () -> ZoneId.of("Europe/Berlin"), PageTexts.english());

    @Test
    void a_moment_names_its_day_and_zone() {
        assertThat(say.moment(now)).isEqualTo("Tue 8 Dec 2026, 09:23 CET");
    }

    @Test
    void a_hundred_per_cent_means_all() {
        assertThat(say.percent(1_999, 2_000)).isEqualTo("99 %");
        assertThat(say.percent(2_000, 2_000)).isEqualTo("100 %");
        assertThat(say.percent(0, 0)).isEqualTo("0 %");
    }

    @Test
    void what_is_left_is_said_as_one_would_say_it() {
        assertThat(say.roughly(Duration.ofSeconds(4))).isEqualTo("a few seconds");
        assertThat(say.roughly(Duration.ofSeconds(42))).isEqualTo("about 40 seconds");
        assertThat(say.roughly(Duration.ofMinutes(12))).isEqualTo("about 12 minutes");
        assertThat(say.until(now.plusSeconds(5 * 3_600))).isEqualTo("in about 5 hours");
    }

    @Test
    void a_face_takes_letters_of_any_script() {
        assertThat(say.initials("Nora Lindström")).isEqualTo("NL");
        assertThat(say.initials("李雷")).isEqualTo("李");
        assertThat(say.initials("<b>Robert</b> Tables")).isEqualTo("<T");
    }

    @Test
    void the_clock_of_a_correction_counts_from_the_press() {
        assertThat(say.stopwatch(now, now.plusSeconds(7))).isEqualTo("00:00:07");
    }
}
