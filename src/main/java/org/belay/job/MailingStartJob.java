package org.belay.job;

import org.belay.mailing.MailingStarter;
import org.belay.mailing.model.MailingId;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Quartz job: starts a mailing at its scheduled time. */
@DisallowConcurrentExecution
public class MailingStartJob implements Job {

    @Autowired
    private MailingStarter starting;

    @Autowired
    private WakeupScheduler wakeups;

    @Override
    public void execute(JobExecutionContext context) {
        var id = new MailingId(Long.parseLong(context.getMergedJobDataMap().getString("id")));
        starting.startIfDue(id).ifPresent(again -> wakeups.wakeMailing(id, again));
    }
}
