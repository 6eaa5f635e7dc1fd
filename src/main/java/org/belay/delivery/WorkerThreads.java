package org.belay.delivery;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs each worker's turn in a thread of its own, and leaves it there when the relay keeps it waiting: the caller is free for another
 * turn then, and the thread records the reply whenever it comes.
 */
final class WorkerThreads {

    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        var thread = new Thread(runnable, "belay-worker");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger left = new AtomicInteger();

    /**
     * Returns when the turn has ended, or was left to itself.
     *
     * @param mostLeft with so many left already, this one is waited for
     * @return whether it has ended
     */
    boolean run(WorkerTurn turn, int mostLeft) {
        var counted = new AtomicBoolean();
        Future<?> end = threads.submit(() -> {
            try {
                turn.run();
            } finally {
                if (counted.getAndSet(false)) {
                    left.decrementAndGet();
                }
            }
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    end.get(1, TimeUnit.SECONDS);
                    return true;
                } catch (TimeoutException atWork) {
                    if (left.get() < mostLeft && leave(turn, counted)) {
                        return false;
                    }
                } catch (InterruptedException hurried) {
                    interrupted = true; // the turn has an end of its own
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

    /** Counted before it is left, so that its end, which may come at once, counts it back. */
    private boolean leave(WorkerTurn turn, AtomicBoolean counted) {
        left.incrementAndGet();
        counted.set(true);
        boolean leaves = turn.leaveIfSilent();
        if (!leaves && counted.getAndSet(false)) {
            left.decrementAndGet();
        }
        return leaves;
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
