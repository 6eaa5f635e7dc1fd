package org.belay.platform.quartz;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.quartz.spi.ThreadExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the threads of Quartz that look for work and for dead nodes. Quartz catches exceptions in them but not an
 * {@link Error}, which would end them while the process seems healthy (docs/faults.md P27). This executor runs them
 * again after a short wait. Quartz creates this class by name.
 */
public final class RestartingThreadExecutor implements ThreadExecutor {
    private static final Logger log = LoggerFactory.getLogger(RestartingThreadExecutor.class);

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Override
    public void initialize() {
        // nothing to prepare
    }

    @Override
    public void execute(Thread thread) {
        thread.setUncaughtExceptionHandler(RestartingThreadExecutor::restart);
        thread.start();
    }

    /** Runs on the failed thread, which does not end before this returns. */
    private static void restart(Thread thread, Throwable failure) {
        Throwable last = failure;
        while (last != null) {
            log.warn("{} failed with an error and is restarted", thread.getName(), last);
            LockSupport.parkNanos(WAIT_NANOS);
            last = runAgain(thread);
        }
    }

    private static @Nullable Throwable runAgain(Thread thread) {
        try {
            thread.run();
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }
}
