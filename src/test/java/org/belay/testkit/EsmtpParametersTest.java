package org.belay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FaultyRelayExtension.class)
class EsmtpParametersTest {

    @Test
    void parameters_of_extensions_that_are_not_offered_are_refused(FaultyRelay relay) throws IOException {
        relay.offering("ENHANCEDSTATUSCODES");

        try (var caller = TestSmtpClient.of(relay)) {
            assertThat(caller.say("MAIL FROM:<b@x> BODY=8BITMIME")).startsWith("555 5.5.4");
            assertThat(caller.say("MAIL FROM:<b@x> SIZE=10")).startsWith("555");
            assertThat(caller.say("MAIL FROM:<b@x> SMTPUTF8")).startsWith("555");
            assertThat(caller.say("MAIL FROM:<b@x>")).startsWith("250");
            assertThat(caller.say("RCPT TO:<ann@x> NOTIFY=NEVER")).startsWith("555");
        }
    }

    @Test
    void parameters_of_offered_extensions_are_accepted(FaultyRelay relay) throws IOException {
        relay.offering("DSN", "SMTPUTF8", "8BITMIME").takingBytes(1000);

        try (var caller = TestSmtpClient.of(relay)) {
            assertThat(caller.say("MAIL FROM:<b@x> SIZE=1001")).startsWith("552 5.3.4");
            assertThat(caller.say("MAIL FROM:<b@x> SIZE=1000 RET=HDRS ENVID=1 BODY=8BITMIME SMTPUTF8"))
                    .startsWith("250");
            assertThat(caller.say("RCPT TO:<ann@x> NOTIFY=FAILURE,DELAY ORCPT=rfc822;ann@x"))
                    .startsWith("250");
            assertThat(caller.say("RCPT TO:<müller@x>")).startsWith("250");
        }
    }

    @Test
    void a_non_ascii_address_needs_smtputf8(FaultyRelay relay) throws IOException {
        relay.offering("SMTPUTF8");

        try (var caller = TestSmtpClient.of(relay)) {
            caller.say("MAIL FROM:<b@x>");
            assertThat(caller.say("RCPT TO:<müller@x>")).startsWith("553 5.6.7");
        }
    }

    @Test
    void a_wrong_token_gets_a_challenge_with_the_reason_before_the_535(FaultyRelay relay) throws IOException {
        relay.requiringAuth("me@x", "t0k3n", "XOAUTH2");

        try (var caller = TestSmtpClient.of(relay)) {
            assertThat(caller.say("AUTH XOAUTH2 " + token("old"))).startsWith("334 ");
            assertThat(caller.say("")).startsWith("535");
            assertThat(caller.say("MAIL FROM:<b@x>")).startsWith("530");
            assertThat(caller.say("AUTH XOAUTH2 " + token("t0k3n"))).startsWith("235");
            assertThat(caller.say("MAIL FROM:<b@x>")).startsWith("250");
        }
    }

    private static String token(String token) {
        return TestSmtpClient.base64("user=me@x\1auth=Bearer " + token + "\1\1");
    }
}
