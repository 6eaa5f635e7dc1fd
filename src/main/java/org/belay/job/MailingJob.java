package org.belay.job;

import org.belay.mailing.MailingId;
import org.belay.mailing.Starting;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Quartz job: starts a mailing at its scheduled time. */
@DisallowConcurrentExecution
public class MailingJob implements Job {

    @Autowired
    private Starting starting;

    @Autowired
    private Wakeups wakeups;

    @Override
    public void execute(JobExecutionContext context) {
        var id = new MailingId(Long.parseLong(context.getMergedJobDataMap().getString("id")));
        starting.startIfDue(id).ifPresent(again -> wakeups.mailing(id, again));
    }
}
