package org.belay.cli;

import java.util.UUID;
import java.util.function.Function;

/**
 * Sends a request again whose answer was lost, with the same {@code Idempotency-Key}: the server then does it once and gives the
 * first answer again.
 */
final class Repeating {
    private static final int TRIES = 3;

    /** The first request may be an import that takes its time. */
    private static final int LOOKS = 120;

    private static final int PAUSE_MILLIS = 1_000;

    private Repeating() {}

    /** Whether the server keeps its answers to these. */
    static boolean mayRepeat(String method, String path) {
        return method.equals("POST")
                && !path.equals("/mailings/check")
                && (path.startsWith("/mailings") || path.startsWith("/audiences") || path.startsWith("/people"));
    }

    /** @param send takes the key, as the header wants it */
    static Answer send(Function<String, Answer> send) {
        String key = "\"" + UUID.randomUUID() + "\"";
        ServerUnreachable lost = null;
        for (int tries = 1, looks = 1; ; ) {
            try {
                return send.apply(key);
            } catch (ServerUnreachable broken) {
                if (lost == null && broken.nothingWasDone()) throw broken;
                if (lost == null) lost = broken; // what the first try may have done, no later one can deny
                if (tries++ >= TRIES) throw lost;
            } catch (ServerRefused refused) {
                if (!refused.askAgain() || looks++ >= LOOKS) throw refused;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(
                    "Interrupted. Whether the server did what was asked is not known: look before you repeat.");
        }
    }
}
