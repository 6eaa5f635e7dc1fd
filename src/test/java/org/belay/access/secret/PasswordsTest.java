package org.belay.access.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.belay.platform.RequestRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void a_password_matches_itself_however_the_keyboard_spells_it() {
        String kept = passwords.encode("sch\u00F6ne gr\u00FC\u00DFe", "ann@example.org");
        assertThat(kept).startsWith("{bcrypt}").doesNotContain("gr\u00FC");
        assertThat(passwords.matches("scho\u0308ne gru\u0308\u00DFe", Optional.of(kept)))
                .isTrue();
        assertThat(passwords.matches("schone grusse", Optional.of(kept))).isFalse();
    }

    @Test
    void an_account_without_a_password_matches_no_password() {
        assertThat(passwords.matches("anything at all", Optional.empty())).isFalse();
    }

    @Test
    void what_goes_beyond_the_hash_does_not_match_its_beginning() {
        String kept = passwords.encode("a1b2".repeat(18), "ann@example.org");
        assertThat(passwords.matches("a1b2".repeat(18) + "x", Optional.of(kept)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenchars", "aaaaaaaaaaaaaaaa", "longaddress@example.org", ""})
    void a_password_that_is_short_or_easy_to_guess_is_refused(String password) {
        assertThatThrownBy(() -> passwords.encode(password, "LongAddress@example.org"))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("Nothing was saved");
    }

    @Test
    void a_password_that_the_hash_would_cut_is_refused() {
        assertThatThrownBy(() -> passwords.encode("ä1b2c3".repeat(11), "ann@example.org"))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("77 bytes");
    }
}
