package org.belay.cli.http;

import java.util.UUID;
import java.util.function.Function;

/**
 * Repeats a request whose answer was lost, with the same {@code Idempotency-Key}: the server executes it once and
 * returns the first answer again.
 */
final class RequestRetry {
    private static final int MAX_LOST_ANSWERS = 3;

    /** How often to ask while the first request is still running; it may be a long import. */
    private static final int MAX_POLLS = 120;

    private static final int PAUSE_MILLIS = 1_000;

    private RequestRetry() {}

    /** Whether the server stores its answer to this request. */
    static boolean isRepeatable(String method, String path) {
        return method.equals("POST")
                && !path.equals("/mailings/check")
                && !path.startsWith("/audiences/preview")
                && (path.startsWith("/mailings")
                        || path.startsWith("/audiences")
                        || path.equals("/people/leave")
                        || path.equals("/people/return"));
    }

    /** @param send sends the request with the key as the header needs it */
    static JsonObject sendWithKey(Function<String, JsonObject> send) {
        String key = "\"" + UUID.randomUUID() + "\"";
        ServerUnreachable lost = null;
        for (int tries = 1, polls = 1; ; ) {
            try {
                return send.apply(key);
            } catch (ServerUnreachable broken) {
                if (lost == null && broken.nothingWasDone()) throw broken;
                if (lost == null)
                    lost = broken; // the first request may have been executed; later failures do not change that
                if (tries++ >= MAX_LOST_ANSWERS) throw lost;
            } catch (ServerRefused refused) {
                if (!refused.isRetryable() || polls++ >= MAX_POLLS) throw refused;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(
                    "Interrupted. It is unknown whether the server executed the request: check before you repeat it.");
        }
    }
}
