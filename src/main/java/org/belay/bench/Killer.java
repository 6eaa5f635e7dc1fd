package org.belay.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.belay.cli.Failure;

/** Kills the server every so often and starts it again, until it is told to leave it alone. */
final class Killer implements AutoCloseable {
    private final BenchServer server;
    private final Duration every;
    private final CountDownLatch enough = new CountDownLatch(1);
    private final Thread thread = new Thread(this::kill, "killer");
    private volatile int kills;
    private volatile RuntimeException failed;

    /** @param every zero: it kills nothing */
    Killer(BenchServer server, Duration every) {
        this.server = server;
        this.every = every;
        if (every.isZero()) return;
        server.willBeKilled();
        thread.start();
    }

    int kills() {
        return kills;
    }

    private void kill() {
        try {
            while (!enough.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                server.killAndRestart();
                kills++;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed = e;
        }
    }

    /** Returns when the server is up for good. */
    @Override
    public void close() throws InterruptedException {
        enough.countDown();
        thread.join();
        if (failed != null) throw new Failure("The server did not come back from a kill: " + failed.getMessage());
    }
}
