package org.belay.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Random faults: a few connections dropped, some replies slow or temporary, sometimes a message whose outcome the
 * sender does not learn. What happens depends on the seed, the recipient and the number of its attempts, not on the
 * order of connections, so a seed can be repeated.
 */
public final class RandomFaults {
    private final long seed;
    private final double worse;
    private final Map<String, Integer> visits = new ConcurrentHashMap<>();

    private RandomFaults(long seed, double worse) {
        this.seed = seed;
        this.worse = worse;
    }

    public static RandomFaults seeded(long seed) {
        return new RandomFaults(seed, 1);
    }

    /** Multiplies the probability of all faults: 2 for more, 0.5 for fewer. */
    public RandomFaults times(double factor) {
        return new RandomFaults(seed, factor);
    }

    public long seed() {
        return seed;
    }

    List<FaultAction> acts(FaultPoint here, int connection, List<String> recipients) {
        String recipient = recipients.isEmpty() ? Integer.toString(connection) : recipients.get(0);
        var dice = new Dice(new Random(mixed(here, recipient, visits.merge(here + " " + recipient, 1, Integer::sum))));
        return switch (here) {
            case CONNECT -> dice.in(3) ? List.of(ActionContext::reset) : List.of();
            case BANNER -> dice.in(2) ? reply("421 4.3.2 shutting down, come back later") : List.of();
            case MAIL -> dice.in(0.5) ? reply("451 4.3.0 not now") : List.of();
            case RCPT -> dice.in(2) ? reply("450 4.2.0 greylisted, try again") : List.of();
            case DATA -> dice.in(0.3) ? List.of(ActionContext::drop) : List.of();
            case BODY -> dice.in(0.3) ? List.of(turn -> turn.read(100), ActionContext::reset) : List.of();
            case DOT -> atTheDot(dice);
            default -> List.of();
        };
    }

    private static List<FaultAction> atTheDot(Dice dice) {
        if (dice.in(0.5)) return List.of(ActionContext::keep, ActionContext::drop); // accepted without a reply
        if (dice.in(0.3))
            return List.of(ActionContext::lose, ActionContext::drop); // not accepted; the sender sees the same
        if (dice.in(0.5)) return List.of(turn -> turn.answer(line("250 2.0.0 taken")), ActionContext::reset);
        if (dice.in(1)) return reply("451 4.3.1 no room just now");
        if (dice.in(3)) return List.of(turn -> turn.sleep(Duration.ofMillis(500 + dice.next(2500))));
        return List.of();
    }

    private static List<FaultAction> reply(String reply) {
        return List.of(turn -> turn.answer(line(reply)), turn -> turn.closeAfter421(reply));
    }

    private static byte[] line(String reply) {
        return (reply + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private long mixed(FaultPoint here, String recipient, int visit) {
        long mixed = seed;
        for (long part : new long[] {here.ordinal(), recipient.hashCode(), visit}) {
            mixed = (mixed ^ part) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        return mixed;
    }

    /** The random numbers of one point of one dialogue. */
    private final class Dice {
        private final Random random;

        Dice(Random random) {
            this.random = random;
        }

        boolean in(double percent) {
            return random.nextDouble() * 100 < percent * worse;
        }

        int next(int below) {
            return random.nextInt(below);
        }
    }
}
