package org.belay.access.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import org.belay.access.UserId;
import org.belay.testsupport.AdjustableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpSecretTest {
    private static final TotpSecret RFC = new TotpSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** RFC 6238 appendix B, SHA-1; the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void the_codes_are_those_of_the_rfc(long second, String code) {
        assertThat(RFC.code(Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void a_code_is_valid_one_step_before_and_after_its_time() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        String code = RFC.code(now);
        for (int seconds : new int[] {-30, 0, 30}) {
            assertThat(RFC.step(code, now.plusSeconds(seconds))).hasValue(37_037_037);
        }
        assertThat(RFC.step(code, now.plusSeconds(61))).isEmpty();
        assertThat(RFC.step(code, now.minusSeconds(61))).isEmpty();
        assertThat(RFC.step("", now)).isEmpty();
    }

    @Test
    void an_app_reads_the_secret_from_the_address_or_from_its_text() {
        assertThat(RFC.text()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(TotpSecret.read(RFC.text()).orElseThrow().bytes()).isEqualTo(RFC.bytes());
        assertThat(RFC.uri("Belay Example Ltd", "nora+a@example.org"))
                .isEqualTo(
                        "otpauth://totp/Belay%20Example%20Ltd:nora%2Ba%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                                + "&issuer=Belay%20Example%20Ltd&algorithm=SHA1&digits=6&period=30");
        assertThat(TotpSecret.read("GEZDGNBVGY3TQOJQ")).as("too short").isEmpty();
        assertThat(TotpSecret.read("1".repeat(32))).as("no Base32").isEmpty();
    }

    @Test
    void recovery_codes_differ_and_are_read_in_every_spelling() {
        var codes = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            codes.add(RecoveryCode.random().text());
        }
        assertThat(codes).hasSize(100).allMatch(code -> code.matches("([a-z2-7]{4}-){3}[a-z2-7]{4}"));
        String code = codes.iterator().next();
        assertThat(new RecoveryCode(code.toUpperCase(Locale.ROOT).replace("-", " ")).sha256())
                .isEqualTo(new RecoveryCode(code).sha256());
    }

    @Test
    void x11_ten_codes_at_once_then_one_every_five_minutes() {
        var clock = new AdjustableClock();
        var throttle = new CodeThrottle(clock);
        var nora = new UserId(1);
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.take(nora)).isEmpty();
        }
        assertThat(throttle.take(nora))
                .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofMinutes(5)));
        assertThat(throttle.take(new UserId(2))).as("another account").isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertThat(throttle.take(nora)).isEmpty();
        assertThat(throttle.take(nora)).isPresent();
        throttle.succeeded(nora);
        assertThat(throttle.take(nora)).isEmpty();
    }
}
