package org.belay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(FaultyRelayExtension.class)
class FaultScriptTest {

    @Test
    void only_the_third_recipient_is_refused(FaultyRelay relay) throws IOException {
        relay.scripted("RCPT 3: 452 4.2.2 full");

        try (var caller = TestSmtpClient.of(relay)) {
            assertThat(caller.mail("a@x", "b@x", "c@x")).isEqualTo("452 4.2.2 full");
            assertThat(caller.mail("c@x")).startsWith("250");
        }
    }

    @Test
    void a_message_is_accepted_without_a_reply(FaultyRelay relay) throws IOException {
        relay.scripted("DOT for b@x: keep; drop");

        try (var caller = TestSmtpClient.of(relay)) {
            assertThat(caller.mail("a@x")).startsWith("250");
            assertThat(caller.mail("b@x")).isEmpty();
        }
        assertThat(relay.took()).extracting(AcceptedRecipient::recipient).containsExactly("a@x", "b@x");
    }

    @Test
    void a_fault_applies_to_each_nth_match_or_to_a_percentage(FaultyRelay relay) throws IOException {
        relay.scripted(
                "MAIL every 2: wait 1-2ms; 451-4.3.0 not | 451 4.3.0 now; first 2", "RCPT 20%: 550 5.1.1 unknown");
        var answers = new ArrayList<String>();

        try (var caller = TestSmtpClient.of(relay)) {
            for (int i = 0; i < 6; i++)
                answers.add(caller.say("MAIL FROM:<>").substring(0, 3)
                        + caller.say("RSET").charAt(0));
            caller.say("MAIL FROM:<>");
            for (int i = 0; i < 500; i++)
                answers.add(caller.say("RCPT TO:<p" + i + "@x>").substring(0, 3));
        }
        assertThat(answers.subList(0, 6)).containsExactly("2502", "4512", "2502", "4512", "2502", "2502");
        assertThat(answers.stream().filter("550"::equals)).hasSizeBetween(60, 140);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            RCPT 452 full       = between point and actions
            RCTP: 452 full      = not one of CONNECT, BANNER
            RCPT which: 452 full = which is not one of: a number
            RCPT: wait 5        = write it like 300ms or 5s
            RCPT: explode       = which is not one of: a reply
            RCPT every x: drop  = where a number from 1 is needed
            """)
    void an_unreadable_fault_line_is_refused_with_the_reason(String line, String why) {
        try (var relay = FaultyRelay.start()) {
            assertThatThrownBy(() -> relay.scripted(line))
                    .hasMessageContaining("\"" + line + "\"")
                    .hasMessageContaining(why);
        }
    }

    @Test
    void the_same_seed_gives_the_same_faults() {
        assertThat(fates(7)).isEqualTo(fates(7)).isNotEqualTo(fates(8));
    }

    private static List<String> fates(long seed) {
        var chaos = RandomFaults.seeded(seed).times(5);
        var fates = new ArrayList<String>();
        for (int i = 0; i < 1000; i++) {
            if (!chaos.acts(FaultPoint.DOT, 1, List.of("p" + i + "@x")).isEmpty()) fates.add("dot " + i);
            if (!chaos.acts(FaultPoint.CONNECT, i, List.of()).isEmpty()) fates.add("connection " + i);
        }
        return fates;
    }
}
