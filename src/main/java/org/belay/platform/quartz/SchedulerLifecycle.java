package org.belay.platform.quartz;

import java.util.List;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Starts both schedulers when everything else is ready, including recovery, and stops them first: a job may use any
 * bean, so all beans must outlive running jobs.
 */
@Component
class SchedulerLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SchedulerLifecycle.class);

    private final List<Scheduler> schedulers;
    private volatile boolean running;

    SchedulerLifecycle(List<Scheduler> schedulers) {
        this.schedulers = schedulers;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    @Override
    public void start() {
        try {
            for (Scheduler scheduler : schedulers) {
                scheduler.start();
            }
            running = true;
        } catch (SchedulerException impossible) {
            throw new IllegalStateException("The schedulers did not start", impossible);
        }
    }

    /** Returns when the last job has ended; a job takes at most ten seconds. */
    @Override
    public void stop() {
        running = false;
        for (Scheduler scheduler : schedulers) {
            try {
                scheduler.shutdown(true);
            } catch (SchedulerException unclean) {
                log.warn("A scheduler did not stop cleanly: {}", unclean.getMessage());
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Not started with the context, because listeners of its readiness come first. */
    @Override
    public boolean isAutoStartup() {
        return false;
    }
}
