package org.belay.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchStarted;
import org.belay.delivery.WorkersWanted;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingScheduled;
import org.belay.mailing.model.MailingUnscheduled;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.NoRecordFoundException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Schedules Quartz triggers from application events: one job per worker or mailing, with only ids in its data. Quartz writes a trigger with
 * several statements; without a transaction, a process that ends between two of them would leave an incomplete trigger.
 */
@Component
@Transactional
class WakeupScheduler {

    /** A trigger that is overdue by this much is replaced: the process that acquired it no longer runs. */
    private static final Duration OVERDUE = Duration.ofSeconds(10);

    private final Scheduler notices;
    private final Scheduler corrections;
    private final ClusterNode node;

    WakeupScheduler(
            @Qualifier("noticeScheduler") Scheduler notices,
            @Qualifier("correctionScheduler") Scheduler corrections,
            ClusterNode node) {
        this.node = node;
        this.notices = notices;
        this.corrections = corrections;
    }

    @EventListener
    void onDispatchStarted(DispatchStarted event) {
        wakeWorkers(event.dispatch(), event.kind(), event.workers());
    }

    @EventListener
    void onWorkersWanted(WorkersWanted event) {
        wakeWorkers(event.dispatch(), event.kind(), event.workers());
    }

    @EventListener
    void onMailingScheduled(MailingScheduled event) {
        wakeMailing(event.mailing(), event.at());
    }

    @EventListener
    void onMailingUnscheduled(MailingUnscheduled event) {
        deleteJob(notices, "mailing", event.mailing().value());
    }

    private void wakeWorkers(DispatchId id, DispatchKind kind, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            wakeWorker(id, kind, lane, Duration.ZERO);
        }
    }

    void wakeWorker(DispatchId id, DispatchKind kind, int lane, Duration wait) {
        var data = Map.of("id", Long.toString(id.value()), "kind", kind.name(), "lane", Integer.toString(lane));
        wake(
                scheduler(kind),
                DispatchWorkerJob.class,
                new JobKey(id.value() + "-" + lane, "lane"),
                data,
                Instant.now().plus(wait));
    }

    /** @param at time by the database's clock. Quartz uses the clock of this machine, which may be wrong by hours */
    void wakeMailing(MailingId id, Instant at) {
        Duration wait = Duration.between(node.databaseTime(), at);
        var key = new JobKey(Long.toString(id.value()), "mailing");
        wake(
                notices,
                MailingStartJob.class,
                key,
                Map.of("id", Long.toString(id.value())),
                Instant.now().plus(wait));
    }

    private Scheduler scheduler(DispatchKind kind) {
        return kind == DispatchKind.CORRECTION ? corrections : notices;
    }

    /** Schedules a job. A job has one trigger; the earlier of two times applies. */
    private static void wake(
            Scheduler scheduler, Class<? extends Job> job, JobKey key, Map<String, String> data, Instant at) {
        try {
            var triggerKey = new TriggerKey(key.getName(), key.getGroup());
            Trigger trigger = TriggerBuilder.newTrigger()
                    .withIdentity(triggerKey)
                    .forJob(key)
                    .startAt(Date.from(at))
                    .build();
            Trigger existing = existing(scheduler, triggerKey);
            if (existing == null) {
                JobDetail detail = JobBuilder.newJob(job)
                        .withIdentity(key)
                        .usingJobData(new JobDataMap(data))
                        .requestRecovery()
                        .build();
                scheduler.scheduleJob(detail, Set.of(trigger), true);
            } else if (existing.getNextFireTime() == null // the job is running
                    || existing.getNextFireTime().toInstant().isAfter(at.plusMillis(100))
                    || existing.getNextFireTime()
                            .toInstant()
                            .isBefore(at.minus(OVERDUE))) { // the process that acquired it is frozen
                scheduler.rescheduleJob(triggerKey, trigger);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz could not schedule the job " + key + ": " + e.getMessage(), e);
        }
    }

    /**
     * The stored trigger; null if there is none. Deletes a trigger without its row in QRTZ_SIMPLE_TRIGGERS, which earlier versions could leave
     * behind: Quartz cannot read it, and then fires no other trigger.
     */
    private static @Nullable Trigger existing(Scheduler scheduler, TriggerKey key) throws SchedulerException {
        try {
            return scheduler.getTrigger(key);
        } catch (SchedulerException unreadable) {
            if (!(NestedExceptionUtils.getMostSpecificCause(unreadable) instanceof NoRecordFoundException)) {
                throw unreadable;
            }
            scheduler.unscheduleJob(key);
            return null;
        }
    }

    private static void deleteJob(Scheduler scheduler, String group, long id) {
        try {
            scheduler.deleteJob(new JobKey(Long.toString(id), group));
        } catch (SchedulerException e) {
            throw new IllegalStateException(
                    "Quartz could not delete the job " + group + " " + id + ": " + e.getMessage(), e);
        }
    }
}
