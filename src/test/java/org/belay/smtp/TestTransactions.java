package org.belay.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.smtp.wire.SmtpTranscript;
import org.belay.testkit.FaultyRelay;

/** Messages, transactions and relay addresses for the tests of this package. */
public final class TestTransactions {
    public static final String ANN = "ann@example.org";
    static final String BOB = "bob@example.org";
    static final String CEM = "cem@example.org";

    /** Long enough never to expire on a busy machine, short enough that a test which waits for it ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private TestTransactions() {}

    static RelayAddress clear(FaultyRelay relay) {
        return to(relay, TransportSecurity.NONE);
    }

    public static RelayAddress to(FaultyRelay relay, TransportSecurity security) {
        var limits = StageDeadlines.STANDARD;
        for (SmtpStage stage : SmtpStage.values()) {
            limits = limits.with(stage, PATIENCE);
        }
        return RelayAddress.of("localhost", relay.port(), security, "belay.example.org")
                .withDeadlines(limits);
    }

    /** The same with a short deadline at one stage. */
    static RelayAddress impatient(RelayAddress relay, SmtpStage stage) {
        return relay.withDeadlines(relay.deadlines().with(stage, Duration.ofMillis(300)));
    }

    public static SmtpTransaction letter(String... people) {
        return letterOf(message(), people);
    }

    static SmtpTransaction letterOf(byte[] message, String... people) {
        return SmtpTransaction.of("bounce@example.org", List.of(people), message);
    }

    static byte[] message() {
        return message("Please remove the app.\r\n.\r\n..two dots\r\nThank you.\r\n");
    }

    static byte[] message(String body) {
        return ("Message-ID: <" + NUMBERS.incrementAndGet() + "@belay.example.org>\r\nSubject: Hello\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    static List<RecipientOutcome> offer(RelayAddress relay, SmtpTransaction transaction) {
        try (var session = SmtpSession.open(relay)) {
            return session.offer(transaction);
        }
    }

    public static RecipientOutcome offerOne(RelayAddress relay) {
        return offer(relay, letter(ANN)).get(0);
    }

    /** Records a dialogue. */
    static final class RecordedTranscript implements SmtpTranscript {
        final List<String> lines = new ArrayList<>();

        @Override
        public void client(String line) {
            lines.add("C: " + line);
        }

        @Override
        public void server(String line) {
            lines.add("S: " + line);
        }
    }
}
