package org.belay.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A relay on a bad day: a few connections dropped, some answers slow or temporary, now and then a message whose fate the
 * sender does not learn. What happens to a recipient depends on the seed, on the recipient and on how often it was tried,
 * not on which connection was faster, so a seed can be played again.
 */
public final class Chaos {
    private final long seed;
    private final double worse;
    private final Map<String, Integer> visits = new ConcurrentHashMap<>();

    private Chaos(long seed, double worse) {
        this.seed = seed;
        this.worse = worse;
    }

    public static Chaos seeded(long seed) {
        return new Chaos(seed, 1);
    }

    /** So many times as likely: 2 is a worse day, 0.5 a better one. */
    public Chaos times(double factor) {
        return new Chaos(seed, factor);
    }

    public long seed() {
        return seed;
    }

    List<Act> acts(Point here, int connection, List<String> recipients) {
        String whom = recipients.isEmpty() ? Integer.toString(connection) : recipients.get(0);
        var dice = new Dice(new Random(mixed(here, whom, visits.merge(here + " " + whom, 1, Integer::sum))));
        return switch (here) {
            case CONNECT -> dice.in(3) ? List.of(Turn::reset) : List.of();
            case BANNER -> dice.in(2) ? reply("421 4.3.2 shutting down, come back later") : List.of();
            case MAIL -> dice.in(0.5) ? reply("451 4.3.0 not now") : List.of();
            case RCPT -> dice.in(2) ? reply("450 4.2.0 greylisted, try again") : List.of();
            case DATA -> dice.in(0.3) ? List.of(Turn::drop) : List.of();
            case BODY -> dice.in(0.3) ? List.of(turn -> turn.read(100), Turn::reset) : List.of();
            case DOT -> atTheDot(dice);
            default -> List.of();
        };
    }

    private static List<Act> atTheDot(Dice dice) {
        if (dice.in(0.5)) return List.of(Turn::keep, Turn::drop); // taken, and never said so
        if (dice.in(0.3)) return List.of(Turn::lose, Turn::drop); // not taken, and looks the same
        if (dice.in(0.5)) return List.of(turn -> turn.answer(line("250 2.0.0 taken")), Turn::reset);
        if (dice.in(1)) return reply("451 4.3.1 no room just now");
        if (dice.in(3)) return List.of(turn -> turn.sleep(Duration.ofMillis(500 + dice.next(2500))));
        return List.of();
    }

    private static List<Act> reply(String reply) {
        return List.of(turn -> turn.answer(line(reply)), turn -> turn.hangUpAfter(reply));
    }

    private static byte[] line(String reply) {
        return (reply + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private long mixed(Point here, String whom, int visit) {
        long mixed = seed;
        for (long part : new long[] {here.ordinal(), whom.hashCode(), visit}) {
            mixed = (mixed ^ part) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        return mixed;
    }

    /** One visit's throws, one after the other. */
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
