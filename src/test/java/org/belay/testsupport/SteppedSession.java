package org.belay.testsupport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A method under test on a thread of its own, paused before each of its SQL statements and before each commit. */
public final class SteppedSession {

    /** Where it is. */
    enum State {
        RUNNING,
        PAUSED,
        ENDED
    }

    /** A statement, or the end of a transaction. */
    record Step(String session, String text, StatementEffects effects) {
        @Override
        public String toString() {
            return session + ": " + text;
        }
    }

    /** What a session does. */
    public interface Work {
        void run() throws Exception;
    }

    private final String name;
    private final Set<Integer> backends = ConcurrentHashMap.newKeySet();
    private State state = State.RUNNING;
    private Step next;
    private boolean free;
    private Throwable failure;

    SteppedSession(String name) {
        this.name = name;
    }

    /** Runs it as far as its first statement, or to its end. */
    void start(SteppedDataSource database, Work work) {
        var thread = new Thread(
                () -> {
                    database.stepThisThread(this);
                    try {
                        work.run();
                    } catch (Throwable e) {
                        failure = e;
                    } finally {
                        is(State.ENDED);
                    }
                },
                "session " + name);
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void is(State now) {
        state = now;
        notifyAll();
    }

    /** Called by the session's own threads. */
    synchronized void pauseBefore(String text, StatementEffects effects) {
        if (free || state == State.ENDED) {
            return;
        }
        next = new Step(name, text, effects);
        is(State.PAUSED);
        while (state == State.PAUSED) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Lets it execute what it is paused before. */
    synchronized Step step() {
        is(State.RUNNING);
        return next;
    }

    /** Never pauses again. */
    synchronized void letRun() {
        free = true;
        if (state == State.PAUSED) {
            is(State.RUNNING);
        }
    }

    /** Waits for a moment until it is paused or has ended. */
    synchronized State awaitRest(long millis) throws InterruptedException {
        if (state == State.RUNNING) {
            wait(millis);
        }
        return state;
    }

    synchronized State state() {
        return state;
    }

    synchronized Step next() {
        return next;
    }

    /** Empty (null) where the method has ended in order, or has not ended. */
    synchronized Throwable failure() {
        return failure;
    }

    String name() {
        return name;
    }

    void uses(int backend) {
        backends.add(backend);
    }

    void leaves(int backend) {
        backends.remove(backend);
    }

    /** The server processes that work for it now. */
    Integer[] backends() {
        return backends.toArray(Integer[]::new);
    }
}
