package org.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxIdentityTest {

    @ParameterizedTest
    @CsvSource({
        "Ann@Example.org, ann@example.org",
        "ann+it@example.org, ann@example.org",
        "ann@münchen.example, ann@xn--mnchen-3ya.example",
        "ann@mu\u0308nchen.example, ann@münchen.example",
        "ann@straße.example, ann@strasse.example",
        "ann@σς.example, ann@σσ.example",
        "ann@example\u3002org, ann@example.org",
        "ann@☃.example, ann@xn--n3h.example",
    })
    void these_are_one_mailbox(String one, String other) {
        assertThat(MailboxIdentity.key(one)).isEqualTo(MailboxIdentity.key(other));
    }

    @ParameterizedTest
    @CsvSource({"ann@example.org, anna@example.org", "ann@example.org, ann@example.com"})
    void these_are_two(String one, String other) {
        assertThat(MailboxIdentity.key(one)).isNotEqualTo(MailboxIdentity.key(other));
    }
}
