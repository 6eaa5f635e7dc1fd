package org.belay.job;

import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.belay.delivery.BatchId;
import org.belay.delivery.BatchReady;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchStarted;
import org.belay.delivery.DispatchUnwritten;
import org.belay.mailing.MailingId;
import org.belay.mailing.MailingScheduled;
import org.belay.mailing.MailingUnscheduled;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Turns news into triggers: one job a batch, a dispatch or a mailing, with nothing but its number in its data. */
@Component
class Wakeups {

    private final Scheduler notices;
    private final Scheduler corrections;

    Wakeups(@Qualifier("noticeScheduler") Scheduler notices, @Qualifier("correctionScheduler") Scheduler corrections) {
        this.notices = notices;
        this.corrections = corrections;
    }

    @EventListener
    void ready(BatchReady event) {
        batch(event.batch(), event.kind(), event.due());
    }

    @EventListener
    void started(DispatchStarted event) {
        dispatch(event.dispatch(), event.kind());
    }

    @EventListener
    void unwritten(DispatchUnwritten event) {
        dispatch(event.dispatch(), event.kind());
    }

    @EventListener
    void scheduled(MailingScheduled event) {
        mailing(event.mailing(), event.at());
    }

    @EventListener
    void unscheduled(MailingUnscheduled event) {
        forget(notices, "mailing", event.mailing().value());
    }

    void batch(BatchId id, DispatchKind kind, Instant at) {
        wake(scheduler(kind), BatchJob.class, "batch", id.value(), kind, at);
    }

    void dispatch(DispatchId id, DispatchKind kind) {
        wake(scheduler(kind), DispatchJob.class, "dispatch", id.value(), kind, Instant.now());
    }

    void mailing(MailingId id, Instant at) {
        wake(notices, MailingJob.class, "mailing", id.value(), DispatchKind.NOTICE, at);
    }

    private Scheduler scheduler(DispatchKind kind) {
        return kind == DispatchKind.CORRECTION ? corrections : notices;
    }

    /** One job has one trigger: the earlier time wins. */
    private static void wake(
            Scheduler scheduler, Class<? extends Job> job, String group, long id, DispatchKind kind, Instant at) {
        try {
            var key = new JobKey(Long.toString(id), group);
            var triggerKey = new TriggerKey(key.getName(), key.getGroup());
            Trigger trigger = TriggerBuilder.newTrigger()
                    .withIdentity(triggerKey)
                    .forJob(key)
                    .startAt(Date.from(at))
                    .build();
            Trigger existing = scheduler.getTrigger(triggerKey);
            if (existing == null) {
                JobDetail detail = JobBuilder.newJob(job)
                        .withIdentity(key)
                        .usingJobData("id", Long.toString(id))
                        .usingJobData("kind", kind.name())
                        .requestRecovery()
                        .build();
                scheduler.scheduleJob(detail, Set.of(trigger), true);
            } else if (existing.getNextFireTime() == null // its job is running just now
                    || existing.getNextFireTime().toInstant().isAfter(at.plusMillis(100))) {
                scheduler.rescheduleJob(triggerKey, trigger);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException(
                    "The wake-up of " + group + " " + id + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void forget(Scheduler scheduler, String group, long id) {
        try {
            scheduler.deleteJob(new JobKey(Long.toString(id), group));
        } catch (SchedulerException e) {
            throw new IllegalStateException(
                    "The wake-up of " + group + " " + id + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
