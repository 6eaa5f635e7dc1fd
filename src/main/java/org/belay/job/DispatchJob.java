package org.belay.job;

import org.belay.delivery.DispatchId;
import org.belay.delivery.Dispatches;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Writes the deliveries of a dispatch that starts, batch by batch, and wakes those that were written before. */
@DisallowConcurrentExecution
public class DispatchJob implements Job {

    @Autowired
    private Dispatches dispatches;

    @Override
    public void execute(JobExecutionContext context) {
        var id = new DispatchId(Long.parseLong(context.getMergedJobDataMap().getString("id")));
        dispatches.wake(id);
        while (dispatches.materialise(id)) {
            // each turn is a transaction: killed here, it goes on with the next batch
        }
    }
}
