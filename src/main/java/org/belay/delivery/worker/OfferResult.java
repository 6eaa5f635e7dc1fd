package org.belay.delivery.worker;

import java.util.List;
import org.belay.smtp.RecipientOutcome;

/** What the relay answered to an offer, and what that means. */
record OfferResult(
        TransactionRecipients load, List<RecipientOutcome> outcomes, OutcomeEvaluator.EvaluatedOutcomes heard) {

    boolean accepted() {
        return outcomes.stream().anyMatch(RecipientOutcome.Accepted.class::isInstance);
    }

    /**
     * Recipients to offer again in this turn: those that did not fit into the transaction, or were refused together
     * with others.
     */
    List<TransactionRecipients> again(int recipientsPerMessage) {
        if (OutcomeEvaluator.isSharedRefusal(outcomes)) {
            return load.where(outcomes, OutcomeEvaluator::isRefused).singly();
        }
        TransactionRecipients withheld = load.where(
                outcomes,
                o -> o instanceof RecipientOutcome.Withheld && o.reply().isPresent());
        return withheld.people().isEmpty() ? List.of() : withheld.split(recipientsPerMessage);
    }
}
