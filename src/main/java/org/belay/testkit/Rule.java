package org.belay.testkit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One line of a script: where and for whom it holds, how often, and what it does. */
final class Rule {
    private final Point point;
    private final Optional<String> recipient;
    private final int connection; // 0: any
    private final int transaction; // 0: any
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final List<Act> acts = new CopyOnWriteArrayList<>();

    Rule(Point point, Optional<String> recipient, int connection, int transaction) {
        this.point = point;
        this.recipient = recipient;
        this.connection = connection;
        this.transaction = transaction;
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
        boolean holds = point == here
                && (this.connection == 0 || this.connection == connection)
                && (this.transaction == 0 || this.transaction == transaction)
                && recipient
                        .map(r -> recipients.stream().anyMatch(r::equalsIgnoreCase))
                        .orElse(true);
        return holds && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
