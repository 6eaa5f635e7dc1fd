package org.belay.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults of a relay, in order; the first match applies. Faults can be added while the relay runs. */
final class Script {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private volatile Chaos chaos; // null: none

    When when() {
        return new When(rules::add);
    }

    List<Act> acts(Point here, int connection, int transaction, List<String> recipients) {
        for (Rule rule : rules) {
            if (rule.takesEffect(here, connection, transaction, recipients)) return rule.acts();
        }
        return chaos == null ? List.of() : chaos.acts(here, connection, recipients);
    }

    void let(Chaos faults) {
        chaos = faults;
    }

    void forget() {
        rules.clear();
        chaos = null;
    }
}
