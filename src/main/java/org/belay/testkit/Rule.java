package org.belay.testkit;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One line of a script: where and for whom it holds, how often, and what it does. */
final class Rule {
    private final Point point;
    private final Where where;
    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final List<Act> acts = new CopyOnWriteArrayList<>();

    /**
     * For whom and when a line holds; 0 and empty mean any.
     *
     * @param nth only the n-th time that the rest fits
     * @param every each n-th time that the rest fits
     * @param percent so many of the times, in an order that is the same in each run
     */
    record Where(Optional<String> recipient, int connection, int transaction, int nth, int every, double percent) {
        static final Where ANYWHERE = new Where(Optional.empty(), 0, 0, 0, 0, 0);

        private boolean fits(int connection, int transaction, List<String> recipients) {
            return (this.connection == 0 || this.connection == connection)
                    && (this.transaction == 0 || this.transaction == transaction)
                    && recipient
                            .map(r -> recipients.stream().anyMatch(r::equalsIgnoreCase))
                            .orElse(true);
        }

        private boolean isTheTurn(int arrival) {
            return (nth == 0 || nth == arrival)
                    && (every == 0 || arrival % every == 0)
                    && (percent == 0 || new Random(arrival * 0x9E3779B97F4A7C15L).nextDouble() * 100 < percent);
        }
    }

    Rule(Point point, Where where) {
        this.point = point;
        this.where = where;
    }

    void add(Act act) {
        acts.add(act);
    }

    void only(int times) {
        left.set(times);
    }

    List<Act> acts() {
        return acts;
    }

    /** Whether it holds here; each yes uses it up once. */
    boolean takesEffect(Point here, int connection, int transaction, List<String> recipients) {
        return point == here
                && where.fits(connection, transaction, recipients)
                && where.isTheTurn(arrivals.incrementAndGet())
                && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
