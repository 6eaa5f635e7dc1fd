package org.belay.access.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import org.belay.testsupport.AdjustableClock;
import org.junit.jupiter.api.Test;

/** The limits of mails for forgotten passwords. */
class PasswordLinkLimitsTest {
    private final PasswordLinkLimits places = new PasswordLinkLimits(new AdjustableClock());

    @Test
    void an_ipv6_site_is_one_place() {
        for (int host = 1; host <= 10; host++) {
            assertThat(places.take("2001:db8:0:1:0:0:0:" + host)).isTrue();
        }
        assertThat(places.take("2001:db8:0:1:0:0:0:b")).isFalse();
        assertThat(places.take("2001:db8:0:2:0:0:0:1")).isTrue();
    }

    @Test
    void only_mails_count_against_the_limit_of_all() {
        for (int place = 0; place < 250; place++) {
            assertThat(places.take("10.0.0." + place)).isTrue();
        }
        for (int mail = 0; mail < 200; mail++) {
            assertThat(places.takeMail()).isTrue();
        }
        assertThat(places.takeMail()).isFalse();
        assertThat(places.take("10.0.1.1")).isFalse();
    }
}
