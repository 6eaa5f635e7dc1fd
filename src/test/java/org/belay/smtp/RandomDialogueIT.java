package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.testkit.FaultPoint.BODY;
import static org.belay.testkit.FaultPoint.DATA;
import static org.belay.testkit.FaultPoint.DOT;
import static org.belay.testkit.FaultPoint.MAIL;
import static org.belay.testkit.FaultPoint.QUIT;
import static org.belay.testkit.FaultPoint.RCPT;
import static org.belay.testkit.FaultPoint.RSET;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testkit.FaultActionBuilder;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.TestAuthority;

/** S54: whatever a relay does, and whenever, the outcome of a recipient agrees with the relay's own record. */
class RandomDialogueIT {
    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final int TRANSACTIONS = 25;
    private static final String[] REPLIES = {
        "250 2.0.0 ok",
        "251 forwarded",
        "354 go on",
        "421 4.3.2 going down",
        "450 4.2.1 later",
        "452 4.5.3 too many",
        "550 5.1.1 no such user",
        "552 too much",
        "554 5.7.1 no",
        "503 5.5.1 bad order",
        "250-a\r\n554 b",
        "gibberish",
        "250 2.0.0 ok\r\n250 2.0.0 ok",
        "550 5.1.1 no\r\n550 5.1.1 no",
        "250 2.0.0 ok\r\n421 4.3.2 bye",
        "250 ok\r\n354 go on",
        "250-many\r\n250-lines\r\n250 here"
    };

    @Property(tries = 40)
    void S54_an_outcome_never_contradicts_the_relays_record(@ForAll long seed) {
        var random = new Random(seed);
        boolean encrypted = random.nextInt(4) == 0;
        try (var relay = FaultyRelay.start()) {
            if (random.nextBoolean()) {
                relay.offering("PIPELINING");
            }
            if (encrypted) {
                relay.withStartTls(AUTHORITY.server("localhost"));
            }
            for (int n = 1; n <= TRANSACTIONS; n++) {
                if (random.nextInt(3) > 0) {
                    fault(relay, n, random);
                }
            }
            var address = TestTransactions.to(relay, encrypted ? TransportSecurity.STARTTLS : TransportSecurity.NONE)
                    .withTrust(AUTHORITY.client())
                    .withOverlap(random.nextBoolean());
            Map<String, RecipientOutcome> believed =
                    sendAll(TestTransactions.impatient(address, SmtpStage.END), random);

            Map<String, Integer> recorded = new HashMap<>();
            for (AcceptedRecipient taken : relay.took()) {
                recorded.merge(taken.messageId() + taken.recipient(), 1, Integer::sum);
            }
            believed.forEach((key, outcome) -> {
                int copies = recorded.getOrDefault(key, 0);
                if (outcome instanceof RecipientOutcome.Accepted) {
                    assertThat(copies).as("%s was %s", key, outcome).isEqualTo(1);
                } else if (outcome instanceof RecipientOutcome.InDoubt) {
                    assertThat(copies).as("%s was %s", key, outcome).isBetween(0, 1);
                } else {
                    assertThat(copies).as("%s was %s", key, outcome).isZero();
                }
            });
            assertThat(believed.keySet()).containsAll(recorded.keySet());
            assertThat(relay.protocolErrors()).isEmpty();
        }
    }

    private static Map<String, RecipientOutcome> sendAll(RelayAddress relay, Random random) {
        var believed = new HashMap<String, RecipientOutcome>();
        SmtpSession session = SmtpSession.open(relay);
        Optional<SmtpTransaction> announced = Optional.empty();
        for (int i = 0; i < TRANSACTIONS; i++) {
            SmtpTransaction now = announced.isPresent() ? announced.get() : transaction(i, random);
            if (!session.usable()) {
                // an envelope behind a final dot that broke the connection has its outcome there; only some are offered
                // again
                if (announced.isPresent() && random.nextBoolean() && keptItsOutcome(session, now, i, believed)) {
                    announced = Optional.empty();
                    continue;
                }
                session.close();
                session = SmtpSession.open(relay);
            }
            int following = i + 1;
            announced = Optional.of(random.nextInt(4) > 0)
                    .filter(yes -> yes && following < TRANSACTIONS)
                    .map(yes -> transaction(following, random));
            List<RecipientOutcome> outcomes = session.offer(now, announced);
            note(i, now, outcomes, believed);
            if (announced.isPresent() && random.nextInt(10) == 0) {
                session.close(); // announced and then not offered
                session = SmtpSession.open(relay);
            }
        }
        session.close();
        return believed;
    }

    private static boolean keptItsOutcome(
            SmtpSession session, SmtpTransaction rider, int i, Map<String, RecipientOutcome> believed) {
        try {
            note(i, rider, session.offer(rider), believed);
            return true;
        } catch (IllegalStateException itDidNotRide) {
            return false;
        }
    }

    private static void note(
            int i, SmtpTransaction now, List<RecipientOutcome> outcomes, Map<String, RecipientOutcome> believed) {
        for (int p = 0; p < outcomes.size(); p++) {
            believed.put("<" + i + "@belay.example.org>" + now.recipients().get(p), outcomes.get(p));
        }
    }

    private static SmtpTransaction transaction(int number, Random random) {
        List<String> people = new ArrayList<>();
        for (int p = 0; p <= random.nextInt(4); p++) {
            people.add("p" + p + "@example.org");
        }
        byte[] message = ("Message-ID: <" + number + "@belay.example.org>\r\n\r\n"
                        + ".line\r\n".repeat(1 + random.nextInt(3_000)))
                .getBytes(StandardCharsets.US_ASCII);
        EndOfDataGate gate = random.nextInt(10) == 0 ? () -> false : EndOfDataGate.ALWAYS_OPEN;
        return new SmtpTransaction("b@example.org", people, message, gate);
    }

    private static void fault(FaultyRelay relay, int transaction, Random random) {
        FaultPoint point =
                List.of(MAIL, RCPT, RCPT, DATA, BODY, DOT, DOT, DOT, RSET, QUIT).get(random.nextInt(10));
        var when = relay.onTransaction(transaction);
        if (point == RCPT && random.nextBoolean()) {
            when = when.forRecipient("p" + random.nextInt(3) + "@example.org");
        }
        FaultActionBuilder then = when.at(point);
        if (point == BODY) {
            // a reply sent within the message can arrive after our final dot and cannot be distinguished from a quick
            // reply to it
            then.read(random.nextInt(1_500)).dropConnection();
            return;
        }
        if (point == DOT && random.nextInt(4) == 0) {
            // accepts it and sends no valid reply
            pick(
                            random,
                            List.<Consumer<FaultActionBuilder>>of(
                                    t -> t.keepMessage().dropConnection(),
                                    t -> t.keepMessage().resetConnection(),
                                    t -> t.keepMessage().reply("gibberish"),
                                    t -> t.raw("250 tak".getBytes(StandardCharsets.US_ASCII))
                                            .dropConnection(),
                                    t -> t.keepMessage().drip("250-slow ", Duration.ofMillis(50))))
                    .accept(then);
            return;
        }
        pick(
                        random,
                        List.<Consumer<FaultActionBuilder>>of(
                                t -> t.reply(REPLIES[random.nextInt(REPLIES.length)]),
                                t -> t.reply(REPLIES[random.nextInt(REPLIES.length)])
                                        .dropConnection(),
                                t -> t.reply(REPLIES[random.nextInt(REPLIES.length)])
                                        .resetConnection(),
                                FaultActionBuilder::dropConnection,
                                FaultActionBuilder::resetConnection))
                .accept(then);
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
