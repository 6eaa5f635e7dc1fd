package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHostNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost.localdomain",
                "host.localdomain",
                "LOCALHOST.example",
                "3f2a9c1d7b5e",
                "under_score.example.org",
                "192.0.2.1",
                "-a.example.org",
                ""
            })
    void s60_a_name_that_a_relay_would_refuse_is_not_used(String name) {
        assertThat(LocalHostName.firstFullName(name)).isEmpty();
    }

    @Test
    void the_first_full_one_is_taken() {
        assertThat(LocalHostName.firstFullName("3f2a9c1d7b5e", "mail.example.org", "b.example.org"))
                .contains("mail.example.org");
    }
}
