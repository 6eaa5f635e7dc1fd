package org.belay.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes a connection after some time, so that a server that sends a byte now and then cannot keep it open. */
final class ReadingTimeLimit implements AutoCloseable {
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "belay-ldap-time-limit");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> end;
    private volatile boolean passed;

    ReadingTimeLimit(LDAPConnection connection, Duration limit) {
        end = TIMER.schedule(
                () -> {
                    passed = true; // first: the reader asks as soon as the connection is closed
                    connection.closeWithoutUnbind();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    boolean hasPassed() {
        return passed;
    }

    @Override
    public void close() {
        end.cancel(false);
    }
}
