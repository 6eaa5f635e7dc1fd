package org.belay.bench;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.belay.cli.Failure;

/** Runs the same work on several threads and waits for all. */
final class Lanes {
    private Lanes() {}

    interface Work {
        /** @param messages the share of this thread */
        void run(int worker, int messages) throws Exception;
    }

    static void run(String name, int workers, int messages, Work work) throws InterruptedException {
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
        if (failed.get() != null) throw new Failure(name + " could not send: " + failed.get());
    }
}
