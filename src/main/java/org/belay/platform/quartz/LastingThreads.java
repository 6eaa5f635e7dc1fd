package org.belay.platform.quartz;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.quartz.spi.ThreadExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Quartz's own threads, which look for work and for dead nodes. Quartz catches exceptions in them but not an {@link Error},
 * which would end them for good in a process that runs on and seems well (FAULTS P27): they go on after a short wait. Made by Quartz.
 */
public final class LastingThreads implements ThreadExecutor {
    private static final Logger log = LoggerFactory.getLogger(LastingThreads.class);

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Override
    public void initialize() {
        // there is nothing to prepare
    }

    @Override
    public void execute(Thread thread) {
        thread.setUncaughtExceptionHandler(LastingThreads::goOn);
        thread.start();
    }

    /** Runs on the thread that failed, which has not ended before this returns. */
    private static void goOn(Thread thread, Throwable failure) {
        Throwable last = failure;
        while (last != null) {
            log.warn("{} was interrupted by an error and goes on", thread.getName(), last);
            LockSupport.parkNanos(WAIT_NANOS);
            last = again(thread);
        }
    }

    private static Throwable again(Thread thread) {
        try {
            thread.run();
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }
}
