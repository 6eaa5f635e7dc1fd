package org.belay.testkit;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One fault of a script: where it applies, how often, and its actions. */
final class FaultRule {
    private final FaultPoint point;
    private final RuleScope where;
    private final AtomicInteger matches = new AtomicInteger();
    private final AtomicInteger remaining = new AtomicInteger(Integer.MAX_VALUE);
    private final List<FaultAction> acts = new CopyOnWriteArrayList<>();

    /**
     * When a fault applies; 0 and empty mean any.
     *
     * @param nth only the n-th match of the other conditions
     * @param every each n-th match of the other conditions
     * @param percent this share of the matches, pseudo-random but the same in each run
     */
    record RuleScope(Optional<String> recipient, int connection, int transaction, int nth, int every, double percent) {
        static final RuleScope ANYWHERE = new RuleScope(Optional.empty(), 0, 0, 0, 0, 0);

        private boolean fits(int connection, int transaction, List<String> recipients) {
            return (this.connection == 0 || this.connection == connection)
                    && (this.transaction == 0 || this.transaction == transaction)
                    && recipient
                            .map(r -> recipients.stream().anyMatch(r::equalsIgnoreCase))
                            .orElse(true);
        }

        private boolean isSelected(int match) {
            return (nth == 0 || nth == match)
                    && (every == 0 || match % every == 0)
                    && (percent == 0 || new Random(match * 0x9E3779B97F4A7C15L).nextDouble() * 100 < percent);
        }
    }

    FaultRule(FaultPoint point, RuleScope where) {
        this.point = point;
        this.where = where;
    }

    void add(FaultAction act) {
        acts.add(act);
    }

    void limitTo(int times) {
        remaining.set(times);
    }

    List<FaultAction> acts() {
        return acts;
    }

    /** Whether the fault applies here. Each time it does uses it up once. */
    boolean takesEffect(FaultPoint here, int connection, int transaction, List<String> recipients) {
        return point == here
                && where.fits(connection, transaction, recipients)
                && where.isSelected(matches.incrementAndGet())
                && remaining.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
