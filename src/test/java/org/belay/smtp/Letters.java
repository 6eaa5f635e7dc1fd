package org.belay.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.testkit.FaultyRelay;

/** Messages, transactions and relay addresses for the tests of this package. */
final class Letters {
    static final String ANN = "ann@example.org";
    static final String BOB = "bob@example.org";
    static final String CEM = "cem@example.org";

    /** Long enough never to expire on a busy machine, short enough that a test which waits for it ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Letters() {}

    static RelayAddress clear(FaultyRelay relay) {
        return to(relay, Security.NONE);
    }

    static RelayAddress to(FaultyRelay relay, Security security) {
        var limits = Deadlines.STANDARD;
        for (Stage stage : Stage.values()) {
            limits = limits.with(stage, PATIENCE);
        }
        return RelayAddress.of("localhost", relay.port(), security, "belay.example.org")
                .within(limits);
    }

    /** The same with a short deadline at one stage. */
    static RelayAddress impatient(RelayAddress relay, Stage stage) {
        return relay.within(relay.deadlines().with(stage, Duration.ofMillis(300)));
    }

    static Transaction letter(String... people) {
        return letterOf(message(), people);
    }

    static Transaction letterOf(byte[] message, String... people) {
        return Transaction.of("bounce@example.org", List.of(people), message);
    }

    static byte[] message() {
        return message("Please remove the app.\r\n.\r\n..two dots\r\nThank you.\r\n");
    }

    static byte[] message(String body) {
        return ("Message-ID: <" + NUMBERS.incrementAndGet() + "@belay.example.org>\r\nSubject: Hello\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    static List<Outcome> offer(RelayAddress relay, Transaction transaction) {
        try (var session = Session.open(relay)) {
            return session.offer(transaction);
        }
    }

    static Outcome offerOne(RelayAddress relay) {
        return offer(relay, letter(ANN)).get(0);
    }

    /** Records a dialogue. */
    static final class Notes implements Transcript {
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
