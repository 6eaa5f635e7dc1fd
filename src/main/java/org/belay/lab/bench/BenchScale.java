package org.belay.lab.bench;

import java.time.Duration;
import java.util.List;

/**
 * The sizes of the parts.
 *
 * @param people in a round of the limit part on loopback; fewer with a delay
 * @param rounds per sender, after one that is not counted
 * @param shared people whose notice is corrected
 * @param sharedRounds rounds of that, after a smaller one that is not counted; each needs a notice to all first
 * @param sizes of audiences, to see whether the cost per recipient depends on the size
 * @param realistic people of the realistic part
 * @param stops number of stops and resumes in the realistic part
 * @param kills number of kills in the realistic part
 * @param database duration of the database part
 */
record BenchScale(
        int people,
        int rounds,
        int shared,
        int sharedRounds,
        List<Integer> sizes,
        int realistic,
        int stops,
        int kills,
        Duration database) {

    static BenchScale usual() {
        return new BenchScale(8_000, 3, 100_000, 1, List.of(1_000, 20_000), 360, 10, 2, Duration.ofSeconds(3));
    }

    static BenchScale full() {
        return new BenchScale(
                20_000, 7, 100_000, 3, List.of(1_000, 100_000, 1_000_000), 2_000, 50, 10, Duration.ofSeconds(10));
    }

    /** Everything once, as a smoke test; its figures mean nothing. */
    static BenchScale of(int people) {
        return new BenchScale(people, 1, people, 1, List.of(people), people, 2, 1, Duration.ofMillis(500));
    }
}
