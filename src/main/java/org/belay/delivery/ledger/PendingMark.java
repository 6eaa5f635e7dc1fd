package org.belay.delivery.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Attempts that are being committed. */
public record PendingMark(CompletableFuture<MarkedAttempts> marked) {

    public static PendingMark done(MarkedAttempts marked) {
        return new PendingMark(CompletableFuture.completedFuture(marked));
    }

    /** @throws GroupCommit.MarkFailed if they are not committed, or the result of the COMMIT is unknown */
    public MarkedAttempts await() {
        try {
            return marked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }
}
