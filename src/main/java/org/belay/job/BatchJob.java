package org.belay.job;

import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.BatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.Sending;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Works one batch for a turn and says when it is to be woken again. */
@DisallowConcurrentExecution
public class BatchJob implements Job {

    @Autowired
    private Sending sending;

    @Autowired
    private Wakeups wakeups;

    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap data = context.getMergedJobDataMap();
        var id = new BatchId(Long.parseLong(data.getString("id")));
        var kind = DispatchKind.valueOf(data.getString("kind"));
        Optional<Instant> again = sending.work(id);
        again.ifPresent(at -> wakeups.batch(id, kind, at));
    }
}
