package org.belay.faults;

import java.util.concurrent.ThreadLocalRandom;

/** The seed of a random run: {@code -Dseed=…} replays one that was printed. */
final class RandomSeed {
    private RandomSeed() {}

    static long forThisRun() {
        String wanted = System.getProperty("seed", "");
        long seed = wanted.isEmpty() ? ThreadLocalRandom.current().nextLong(1_000_000_000) : Long.parseLong(wanted);
        System.out.println("This run can be replayed with -Dseed=" + seed);
        return seed;
    }
}
