package org.belay.delivery.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.reply.RelayProfile;
import org.belay.delivery.reply.RelayProfiles;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpTransaction;
import org.belay.smtp.TransportSecurity;
import org.belay.testkit.FaultyRelay;
import org.springframework.transaction.support.TransactionOperations;

/** Sends to all recipients over the connections of a relay, as the workers of a dispatch do, but without a ledger. */
final class RelayMailing {
    private static final byte[] MAIL =
            "From: it@example.org\r\nSubject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    final Map<String, Integer> offered = new ConcurrentHashMap<>();
    final Map<String, RecipientOutcome> settled = new ConcurrentHashMap<>();

    private final Relay relay;
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final long end = System.nanoTime() + LONGEST.toNanos();

    RelayMailing(Relay relay) {
        this.relay = relay;
    }

    static List<String> people(int n) {
        return IntStream.range(0, n).mapToObj(i -> "p" + i + "@example.org").toList();
    }

    static Relay to(FaultyRelay faulty, RelayProfile profile) {
        RelayQuota none = new RelayQuota(
                "none",
                RelayProfiles.named("generic").limits(),
                true,
                null,
                TransactionOperations.withoutTransaction());
        return to(faulty, profile, none, Duration.ofSeconds(30));
    }

    static Relay to(FaultyRelay faulty, RelayProfile profile, RelayQuota quota, Duration silence) {
        Supplier<RelayAddress> address =
                () -> RelayAddress.of("127.0.0.1", faulty.port(), TransportSecurity.NONE, "localhost")
                        .withOverlap(profile.limits().overlap());
        return new Relay(address, profile, quota, true, silence, System::nanoTime);
    }

    /** Sends until all are accepted or refused, with as many workers as the profile has connections. */
    RelayMailing send(DispatchKind kind, List<String> people) {
        waiting.addAll(people);
        int workers = relay.profile().limits().connections();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        CompletableFuture.allOf(IntStream.range(0, workers)
                        .mapToObj(worker -> CompletableFuture.runAsync(() -> work(kind, people.size()), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
        threads.shutdown();
        return this;
    }

    List<String> accepted() {
        return settled.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof RecipientOutcome.Accepted)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void work(DispatchKind kind, int all) {
        try (RelayConnection line = relay.connection(kind)) {
            while (settled.size() < all && System.nanoTime() < end) {
                relay.maintain();
                List<String> some = take(kind == DispatchKind.CORRECTION ? relay.recipientsPerMessage() : 1);
                if (some.isEmpty() || !offer(line, some)) {
                    waiting.addAll(some);
                    LockSupport.parkNanos(20_000_000);
                }
            }
        }
    }

    private boolean offer(RelayConnection line, List<String> some) {
        Optional<OpenConnection> opened;
        try {
            opened = line.open(Duration.ofMillis(500));
            if (opened.isEmpty() || !opened.get().requestPermit(some.size()).granted()) {
                return false;
            }
        } catch (RelayUnavailable e) {
            return false;
        }
        some.forEach(one -> offered.merge(one, 1, Integer::sum));
        List<RecipientOutcome> outcomes =
                opened.get().offer(SmtpTransaction.of("b@example.org", some, MAIL), Optional.empty());
        for (int i = 0; i < some.size(); i++) {
            RecipientOutcome outcome = outcomes.get(i);
            if (outcome instanceof RecipientOutcome.Accepted || outcome instanceof RecipientOutcome.Rejected) {
                settled.put(some.get(i), outcome);
            } else {
                waiting.add(some.get(i));
            }
        }
        return true;
    }

    private List<String> take(int most) {
        var some = new ArrayList<String>();
        for (String one = waiting.poll(); one != null; one = some.size() < most ? waiting.poll() : null) {
            some.add(one);
        }
        return some;
    }
}
