package org.belay.delivery.worker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs each turn on its own thread, and leaves it there when the relay keeps it waiting: the caller is then free for
 * another turn, and the thread records the reply whenever it arrives.
 */
final class WorkerThreads {

    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        var thread = new Thread(runnable, "belay-worker");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger detached = new AtomicInteger();

    /**
     * Returns when the turn has ended, or was detached.
     *
     * @param maxDetached with this many detached turns, this one is waited for
     * @return whether it has ended
     */
    boolean run(WorkerTurn turn, int maxDetached) {
        var counted = new AtomicBoolean();
        Future<?> end = threads.submit(() -> {
            try {
                turn.run();
            } finally {
                if (counted.getAndSet(false)) {
                    detached.decrementAndGet();
                }
            }
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    end.get(1, TimeUnit.SECONDS);
                    return true;
                } catch (TimeoutException stillRunning) {
                    if (detached.get() < maxDetached && detach(turn, counted)) {
                        return false;
                    }
                } catch (InterruptedException interruption) {
                    interrupted = true; // the turn ends without help
                } catch (ExecutionException e) {
                    throw thrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Counted before it is detached, because its end, which may follow at once, counts it back. */
    private boolean detach(WorkerTurn turn, AtomicBoolean counted) {
        detached.incrementAndGet();
        counted.set(true);
        boolean isDetached = turn.detachIfSilent();
        if (!isDetached && counted.getAndSet(false)) {
            detached.decrementAndGet();
        }
        return isDetached;
    }

    private static RuntimeException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failed ? failed : new IllegalStateException(cause);
    }
}
