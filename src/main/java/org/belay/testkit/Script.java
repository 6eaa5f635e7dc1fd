package org.belay.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lines of a relay's script, the first that fits wins; can be written while the relay runs. */
final class Script {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    When when() {
        return new When(rules::add);
    }

    List<Act> acts(Point here, int connection, int transaction, List<String> recipients) {
        return rules.stream()
                .filter(rule -> rule.takesEffect(here, connection, transaction, recipients))
                .findFirst()
                .map(Rule::acts)
                .orElse(List.of());
    }

    void forget() {
        rules.clear();
    }
}
