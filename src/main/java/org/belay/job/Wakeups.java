package org.belay.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchStarted;
import org.belay.delivery.LanesWanted;
import org.belay.delivery.Node;
import org.belay.mailing.MailingId;
import org.belay.mailing.MailingScheduled;
import org.belay.mailing.MailingUnscheduled;
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
 * Turns news into triggers: one job a lane or a mailing, with nothing but numbers in its data. Quartz writes a trigger in several
 * statements and, outside a transaction, commits each of them: a process that ended between two would leave a part of it behind.
 */
@Component
@Transactional
class Wakeups {

    /** A trigger that has not fired for so long is written anew: it stands in the name of a process that does not go on. */
    private static final Duration OVERDUE = Duration.ofSeconds(10);

    private final Scheduler notices;
    private final Scheduler corrections;
    private final Node node;

    Wakeups(
            @Qualifier("noticeScheduler") Scheduler notices,
            @Qualifier("correctionScheduler") Scheduler corrections,
            Node node) {
        this.node = node;
        this.notices = notices;
        this.corrections = corrections;
    }

    @EventListener
    void started(DispatchStarted event) {
        lanes(event.dispatch(), event.kind(), event.lanes());
    }

    @EventListener
    void wanted(LanesWanted event) {
        lanes(event.dispatch(), event.kind(), event.lanes());
    }

    @EventListener
    void scheduled(MailingScheduled event) {
        mailing(event.mailing(), event.at());
    }

    @EventListener
    void unscheduled(MailingUnscheduled event) {
        forget(notices, "mailing", event.mailing().value());
    }

    private void lanes(DispatchId id, DispatchKind kind, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            lane(id, kind, lane, Duration.ZERO);
        }
    }

    void lane(DispatchId id, DispatchKind kind, int lane, Duration wait) {
        var data = Map.of("id", Long.toString(id.value()), "kind", kind.name(), "lane", Integer.toString(lane));
        wake(
                scheduler(kind),
                LaneJob.class,
                new JobKey(id.value() + "-" + lane, "lane"),
                data,
                Instant.now().plus(wait));
    }

    /** @param at by the database's clock; Quartz goes by this machine's, which may be wrong by hours */
    void mailing(MailingId id, Instant at) {
        Duration wait = Duration.between(node.databaseTime(), at);
        var key = new JobKey(Long.toString(id.value()), "mailing");
        wake(
                notices,
                MailingJob.class,
                key,
                Map.of("id", Long.toString(id.value())),
                Instant.now().plus(wait));
    }

    private Scheduler scheduler(DispatchKind kind) {
        return kind == DispatchKind.CORRECTION ? corrections : notices;
    }

    /** One job has one trigger: the earlier time wins. */
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
            } else if (existing.getNextFireTime() == null // its job is running just now
                    || existing.getNextFireTime().toInstant().isAfter(at.plusMillis(100))
                    || existing.getNextFireTime().toInstant().isBefore(at.minus(OVERDUE))) { // whoever had it is frozen
                scheduler.rescheduleJob(triggerKey, trigger);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("The wake-up of " + key + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * A trigger that lacks its row in QRTZ_SIMPLE_TRIGGERS, as earlier versions could leave it behind, cannot be read and keeps the
     * scheduler from firing any other: it is removed.
     */
    private static Trigger existing(Scheduler scheduler, TriggerKey key) throws SchedulerException {
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

    private static void forget(Scheduler scheduler, String group, long id) {
        try {
            scheduler.deleteJob(new JobKey(Long.toString(id), group));
        } catch (SchedulerException e) {
            throw new IllegalStateException(
                    "The wake-up of " + group + " " + id + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
