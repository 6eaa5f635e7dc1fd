package org.belay.job;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.belay.delivery.worker.DeliveryUpkeep;
import org.belay.directory.ScimFollower;
import org.belay.mailing.MailingStarter;
import org.belay.platform.HourlyTick;
import org.belay.platform.database.ConnectionUse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the periodic tasks of a node. Does not use Quartz, so that lost triggers are replaced. */
@Component
class UpkeepScheduler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(UpkeepScheduler.class);

    private final DeliveryUpkeep upkeep;
    private final MailingStarter starting;
    private final ScimFollower pushes;
    private final ApplicationEventPublisher events;
    private @Nullable ScheduledExecutorService threads; // null while it is stopped

    UpkeepScheduler(
            DeliveryUpkeep upkeep, MailingStarter starting, ScimFollower pushes, ApplicationEventPublisher events) {
        this.pushes = pushes;
        this.upkeep = upkeep;
        this.starting = starting;
        this.events = events;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newScheduledThreadPool(3, runnable -> {
            var thread = new Thread(runnable, "belay-upkeep");
            thread.setDaemon(true);
            return thread;
        });
        threads = started;
        started.scheduleWithFixedDelay(
                guarded("check for stops", ConnectionUse.RESERVED, upkeep::refreshStopSignals),
                0,
                200,
                TimeUnit.MILLISECONDS);
        started.scheduleWithFixedDelay(
                guarded("heartbeat", ConnectionUse.RESERVED, upkeep::heartbeat), 0, 1, TimeUnit.SECONDS);
        started.scheduleWithFixedDelay(guarded("sweep", ConnectionUse.BRIEF, upkeep::sweep), 1, 3, TimeUnit.SECONDS);
        started.scheduleWithFixedDelay(
                guarded("check schedules", ConnectionUse.BRIEF, this::wakeScheduled), 5, 30, TimeUnit.SECONDS);
        started.scheduleWithFixedDelay(
                guarded("follow pushes", ConnectionUse.USUAL, pushes::follow), 10, 30, TimeUnit.SECONDS);
        started.scheduleWithFixedDelay(
                guarded("hourly tasks", ConnectionUse.USUAL, () -> events.publishEvent(new HourlyTick())),
                1,
                60,
                TimeUnit.MINUTES);
    }

    private void wakeScheduled() {
        starting.scheduled()
                .forEach(id -> guarded("wake-up of " + id, ConnectionUse.BRIEF, () -> starting.scheduleWakeup(id))
                        .run());
    }

    /** Catches everything that a task throws, so that it runs again: a scheduled executor silently drops a task that throws. */
    static Runnable guarded(String name, ConnectionUse connections, Runnable task) {
        return () -> {
            try {
                connections.run(task);
            } catch (Throwable e) {
                log.warn("The task \"{}\" failed and will run again: {}", name, e.toString());
            }
        };
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService running = threads;
        if (running == null) return;
        running.shutdown();
        try {
            running.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }
}
