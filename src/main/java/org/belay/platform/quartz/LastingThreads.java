package org.belay.platform.quartz;

import java.util.concurrent.locks.LockSupport;
import org.quartz.spi.ThreadExecutor;

/**
 * Starts Quartz's own threads, which look for work and for dead nodes. Quartz catches what goes wrong in them but not a lack of
 * memory, which would end them for good in a process that lives on and seems well (FAULTS P18): they go on when it is over. Made
 * by Quartz.
 */
public final class LastingThreads implements ThreadExecutor {
    private static final long PATIENCE_NANOS = 100_000_000;

    @Override
    public void initialize() {
        // there is nothing to prepare
    }

    @Override
    public void execute(Thread thread) {
        thread.setUncaughtExceptionHandler((same, why) -> goOn(same));
        thread.start();
    }

    /** Still on that thread: it has not ended before this returns. */
    private static void goOn(Thread thread) {
        for (boolean ended = false; !ended; ) {
            LockSupport.parkNanos(PATIENCE_NANOS);
            try {
                thread.run();
                ended = true;
            } catch (OutOfMemoryError again) {
                // then once more
            }
        }
    }
}
