package org.belay.smtp;

import java.util.Arrays;
import java.util.List;

/** What is decided of each recipient so far; nothing decided is overwritten. */
final class Tally {
    private final Outcome[] outcomes;

    Tally(int recipients) {
        outcomes = new Outcome[recipients];
    }

    int size() {
        return outcomes.length;
    }

    boolean open(int recipient) {
        return outcomes[recipient] == null;
    }

    boolean open() {
        return Arrays.asList(outcomes).contains(null);
    }

    void decide(int recipient, Outcome outcome) {
        if (open(recipient)) {
            outcomes[recipient] = outcome;
        }
    }

    void decideRest(Outcome outcome) {
        decideFrom(0, outcome);
    }

    void decideFrom(int first, Outcome outcome) {
        for (int i = first; i < outcomes.length; i++) {
            decide(i, outcome);
        }
    }

    /** Opens again what was decided by a reply of the relay; what we refused ourselves stays. */
    void forgetReplies() {
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] != null && outcomes[i].reply().isPresent()) {
                outcomes[i] = null;
            }
        }
    }

    List<Outcome> all() {
        return List.of(outcomes);
    }
}
