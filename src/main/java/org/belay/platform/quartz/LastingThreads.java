package org.belay.platform.quartz;

import org.belay.platform.Memory;
import org.quartz.spi.ThreadExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Quartz's own threads, which look for work and for dead nodes. Quartz catches what goes wrong in them but not a lack of
 * memory, which would end them for good in a process that lives on and seems well (FAULTS P18): they go on when it is over. Made
 * by Quartz.
 */
public final class LastingThreads implements ThreadExecutor {
    private static final Logger log = LoggerFactory.getLogger(LastingThreads.class);

    @Override
    public void initialize() {
        // there is nothing to prepare
    }

    @Override
    public void execute(Thread thread) {
        thread.setUncaughtExceptionHandler((same, why) -> goOn(same, why));
        thread.start();
    }

    /** Still on that thread: it has not ended before this returns. */
    private static void goOn(Thread thread, Throwable why) {
        Memory.ifItSuffices(() -> log.warn("{} was interrupted by an error and goes on", thread.getName(), why));
        Memory.insist(thread::run);
    }
}
