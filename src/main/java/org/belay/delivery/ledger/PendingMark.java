package org.belay.delivery.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Attempts that are being committed. */
public record PendingMark(CompletableFuture<MarkedAttempts> marked) {

    public static PendingMark done(MarkedAttempts marked) {
        return new PendingMark(CompletableFuture.completedFuture(marked));
    }

    /** @throws MarkFailed if they are not committed, or the result of the COMMIT is unknown */
    public MarkedAttempts await() {
        try {
            return marked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    /**
     * The attempt is not known to be committed, so its mail must not be sent; if it was committed, its outcome is
     * recorded as that of an orphaned attempt.
     */
    public static final class MarkFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MarkFailed() {
            super("the database was too slow");
        }

        MarkFailed(Throwable why) {
            super(why.getMessage(), why);
        }
    }
}
