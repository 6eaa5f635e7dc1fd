package org.belay.smtp;

import java.util.Arrays;
import java.util.List;

/** The outcomes of the recipients so far; an outcome is never overwritten. */
final class RecipientOutcomes {
    private final RecipientOutcome[] outcomes;

    RecipientOutcomes(int recipients) {
        outcomes = new RecipientOutcome[recipients];
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

    void decide(int recipient, RecipientOutcome outcome) {
        if (open(recipient)) {
            outcomes[recipient] = outcome;
        }
    }

    void decideRest(RecipientOutcome outcome) {
        decideFrom(0, outcome);
    }

    void decideFrom(int first, RecipientOutcome outcome) {
        for (int i = first; i < outcomes.length; i++) {
            decide(i, outcome);
        }
    }

    /** Removes outcomes that came from replies of the relay; our own refusals stay. */
    void forgetReplies() {
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] != null && outcomes[i].reply().isPresent()) {
                outcomes[i] = null;
            }
        }
    }

    List<RecipientOutcome> all() {
        return List.of(outcomes);
    }
}
