package org.belay.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The faults of a relay, in order; the first match applies. Faults can be added while the relay runs. */
final class FaultScript {
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private volatile @Nullable RandomFaults chaos; // null: none

    FaultCondition when() {
        return new FaultCondition(rules::add);
    }

    List<FaultAction> acts(FaultPoint here, int connection, int transaction, List<String> recipients) {
        for (FaultRule rule : rules) {
            if (rule.takesEffect(here, connection, transaction, recipients)) return rule.acts();
        }
        RandomFaults random = chaos; // forget() may remove it meanwhile
        return random == null ? List.of() : random.acts(here, connection, recipients);
    }

    void useChaos(RandomFaults faults) {
        chaos = faults;
    }

    void forget() {
        rules.clear();
        chaos = null;
    }
}
