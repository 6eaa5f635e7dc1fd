package org.example.notices;

import static org.belay.testkit.FaultPoint.DOT;
import static org.belay.testkit.FaultPoint.RCPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FaultyRelayExtension.class)
@Timeout(30)
class NoticeSenderTest {
    private static final List<String> PEOPLE = List.of("ann@example.org", "bob@example.org");

    private NoticeSender sender;

    @BeforeEach
    void connect(FaultyRelay relay) {
        sender = new NoticeSender("localhost", relay.port(), Duration.ofSeconds(1));
    }

    @Test
    void a_notice_arrives(FaultyRelay relay) throws MessagingException {
        var report = sender.send("Lunch", "At noon.", PEOPLE);

        assertEquals(PEOPLE, report.sent());
        assertEquals(PEOPLE, recipientsOn(relay));
        assertEquals("Lunch", relay.mails().get(0).header("Subject").orElseThrow());
        assertEquals(List.of(), relay.protocolErrors());
    }

    @Test
    void a_refused_recipient_does_not_stop_the_others(FaultyRelay relay) throws MessagingException {
        relay.forRecipient("bob@example.org").at(RCPT).reply("550 5.1.1 no such user");

        var report = sender.send("Lunch", "At noon.", PEOPLE);

        assertEquals(List.of("bob@example.org"), report.refused());
        assertEquals(List.of("ann@example.org"), report.sent());
        assertEquals(List.of("ann@example.org"), recipientsOn(relay));
    }

    @Test
    void a_silent_relay_is_given_up_but_may_have_the_notice(FaultyRelay relay) {
        relay.at(DOT).keepMessage().fallSilent();

        assertThrows(MessagingException.class, () -> sender.send("Lunch", "At noon.", PEOPLE));

        assertEquals(PEOPLE, recipientsOn(relay)); // sending it again would be a second copy
        assertEquals(1, relay.connections());
    }

    @Test
    void greylisted_people_get_the_notice_at_the_second_attempt(FaultyRelay relay) throws MessagingException {
        relay.at(RCPT).reply("451 4.7.1 greylisted").times(2);

        var first = sender.send("Lunch", "At noon.", PEOPLE);
        var second = sender.send("Lunch", "At noon.", first.retry());

        assertEquals(PEOPLE, first.retry());
        assertEquals(PEOPLE, second.sent());
        assertEquals(PEOPLE, recipientsOn(relay));
    }

    private static List<String> recipientsOn(FaultyRelay relay) {
        return relay.took().stream().map(AcceptedRecipient::recipient).toList();
    }
}
