package org.belay.lab.bench.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.belay.cli.http.CommandFailure;
import org.jspecify.annotations.Nullable;

/** Kills the server at an interval and restarts it, until closed. */
public final class ServerKiller implements AutoCloseable {
    private final BenchServer server;
    private final Duration every;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::kill, "killer");
    private volatile int kills;
    private volatile @Nullable RuntimeException failed;

    /** @param every interval; zero: never */
    public ServerKiller(BenchServer server, Duration every) {
        this.server = server;
        this.every = every;
        if (every.isZero()) return;
        server.willBeKilled();
        thread.start();
    }

    public int kills() {
        return kills;
    }

    private void kill() {
        try {
            while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                server.killAndRestart();
                kills++;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed = e;
        }
    }

    /** Stops killing; returns when the server runs. */
    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        thread.join();
        RuntimeException why = failed;
        if (why != null) throw new CommandFailure("The server did not come back from a kill: " + why.getMessage());
    }
}
