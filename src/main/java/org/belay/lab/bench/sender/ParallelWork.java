package org.belay.lab.bench.sender;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.belay.cli.http.CommandFailure;

/** Runs the same work on several threads and waits for all. */
public final class ParallelWork {
    private ParallelWork() {}

    public interface WorkShare {
        /** @param messages the share of this thread */
        void run(int worker, int messages) throws Exception;
    }

    public static void run(String name, int workers, int messages, WorkShare work) throws InterruptedException {
        var failed = new AtomicReference<Exception>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < workers; i++) {
            int worker = i;
            int share = messages / workers + (worker < messages % workers ? 1 : 0);
            var thread = new Thread(
                    () -> {
                        try {
                            work.run(worker, share);
                        } catch (Exception e) {
                            failed.compareAndSet(null, e);
                        }
                    },
                    name + "-" + worker);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) thread.join();
        if (failed.get() != null) throw new CommandFailure(name + " could not send: " + failed.get());
    }
}
