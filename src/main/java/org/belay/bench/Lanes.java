package org.belay.bench;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.belay.cli.Failure;

/** The same work on several threads, until all are done. */
final class Lanes {
    private Lanes() {}

    interface Work {
        /** @param messages this lane's share */
        void run(int lane, int messages) throws Exception;
    }

    static void run(String name, int lanes, int messages, Work work) throws InterruptedException {
        var failed = new AtomicReference<Exception>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < lanes; i++) {
            int lane = i;
            int share = messages / lanes + (lane < messages % lanes ? 1 : 0);
            var thread = new Thread(
                    () -> {
                        try {
                            work.run(lane, share);
                        } catch (Exception e) {
                            failed.compareAndSet(null, e);
                        }
                    },
                    name + "-" + lane);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) thread.join();
        if (failed.get() != null) throw new Failure(name + " could not send: " + failed.get());
    }
}
