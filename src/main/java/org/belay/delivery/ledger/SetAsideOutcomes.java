package org.belay.delivery.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outcomes that the database keeps refusing while it accepts others; they are retried until it accepts them. The worker
 * continues. The deliveries stay in flight until their outcome is written, here or from the journal after a restart.
 */
final class SetAsideOutcomes {

    private static final Logger log = LoggerFactory.getLogger(SetAsideOutcomes.class);

    static final long RETRY_SECONDS = 10;

    private final CommitWriter writer;
    private final List<List<OutcomeStore.OutcomeUpdate>> refused = new ArrayList<>();
    private long lastRetry;

    SetAsideOutcomes(CommitWriter writer) {
        this.writer = writer;
    }

    boolean isEmpty() {
        return refused.isEmpty();
    }

    void add(List<OutcomeStore.OutcomeUpdate> answers, Throwable why) {
        refused.add(answers);
        lastRetry = System.nanoTime();
        log.error(
                "The database works but refuses the outcomes of attempts {}. They are kept and retried every {} s; nothing is"
                        + " lost. {}",
                answers.stream().map(answer -> answer.attempt().value()).toList(),
                RETRY_SECONDS,
                why.getMessage());
    }

    void retryWhenDue() {
        if (System.nanoTime() - lastRetry > TimeUnit.SECONDS.toNanos(RETRY_SECONDS)) {
            retry();
        }
    }

    void retry() {
        lastRetry = System.nanoTime();
        refused.removeIf(answers -> {
            try {
                writer.write(answers);
                return true;
            } catch (RuntimeException | Error refusedAgain) {
                return false;
            }
        });
    }
}
