package org.belay.testsupport.schedule;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A method under test on its own thread, paused before each of its SQL statements and before each commit. */
public final class SteppedSession {

    /** State of the session. */
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

    /** The work of a session. */
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

    /** Runs it up to its first statement, or to its end. */
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

    /** Called by the threads of the session. */
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

    /** Releases the statement before which it is paused. */
    synchronized Step step() {
        is(State.RUNNING);
        return next;
    }

    /** Lets it run without further pauses. */
    synchronized void letRun() {
        free = true;
        if (state == State.PAUSED) {
            is(State.RUNNING);
        }
    }

    /** Waits briefly until it is paused or has ended. */
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

    /** The exception; null if the method has ended normally, or has not ended. */
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

    /** Process ids of the server processes that work for it now. */
    Integer[] backends() {
        return backends.toArray(Integer[]::new);
    }
}
