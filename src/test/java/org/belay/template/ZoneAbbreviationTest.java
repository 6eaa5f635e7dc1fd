package org.belay.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.belay.template.render.ReaderDates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneAbbreviationTest {

    @ParameterizedTest
    @CsvSource({
        "America/Chicago, 2026-12-04T18:00, CST (UTC-6)",
        "Asia/Shanghai, 2026-12-04T18:00, CST (UTC+8)",
        "Asia/Kolkata, 2026-12-04T18:00, IST (UTC+5:30)",
        "Asia/Jerusalem, 2026-12-04T18:00, IST (UTC+2)",
        "Europe/London, 2026-07-04T18:00, BST (UTC+1)",
        "Europe/Berlin, 2026-12-04T18:00, CET",
        "Asia/Tokyo, 2026-12-04T18:00, JST",
        "UTC, 2026-12-04T18:00, UTC"
    })
    void letters_that_mean_several_zones_have_their_offset(String zone, LocalDateTime at, String words) {
        assertThat(ZoneAbbreviation.of(at.atZone(ZoneId.of(zone)), Locale.ENGLISH))
                .isEqualTo(words);
    }

    @Test
    void letters_depend_on_the_language_alone() {
        var moment = LocalDateTime.parse("2026-12-04T18:00").atZone(ZoneId.of("America/Chicago"));

        assertThat(ZoneAbbreviation.of(moment, Locale.UK)).isEqualTo("CST (UTC-6)");
    }

    @Test
    void a_mail_prints_them() {
        var moment = LocalDateTime.parse("2026-12-04T18:00").atZone(ZoneId.of("America/Chicago"));

        assertThat(ReaderDates.of("en").time(moment)).isEqualTo("18:00 CST (UTC-6)");
        assertThat(ReaderDates.of("de").time(moment)).isEqualTo("18:00 Uhr (CST, UTC-6)");
    }
}
