package org.belay.job;

import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.worker.DispatchSender;
import org.belay.platform.database.ConnectionUse;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Quartz job: runs one worker of a dispatch, and schedules its next run. */
@DisallowConcurrentExecution
public class DispatchWorkerJob implements Job {

    @Autowired
    private DispatchSender sending;

    @Autowired
    private WakeupScheduler wakeups;

    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap data = context.getMergedJobDataMap();
        var id = new DispatchId(Long.parseLong(data.getString("id")));
        var kind = DispatchKind.valueOf(data.getString("kind"));
        int lane = Integer.parseInt(data.getString("lane"));
        ConnectionUse.BRIEF.run(() -> sending.runTurn(id).ifPresent(wait -> wakeups.wakeWorker(id, kind, lane, wait)));
    }
}
