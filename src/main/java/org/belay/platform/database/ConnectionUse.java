package org.belay.platform.database;

import java.util.function.Supplier;

/**
 * The purpose for which a thread uses connections; it decides the time-outs and the pool. A silent database, with
 * connections neither closed nor reset, answers no statement; a thread that must continue soon gives up early.
 */
public enum ConnectionUse {

    /** Pages, imports, reports: a statement may take {@link ConnectionPools#LONGEST_STATEMENT}. */
    USUAL,

    /** Sending and schedulers: a statement that takes {@link ConnectionPools#BRIEF_STATEMENT} is aborted with its connection. */
    BRIEF,

    /** Stop, correction, sign-in, health, the committer: as short, and on connections that nothing else can exhaust. */
    RESERVED;

    /** Inherited, so that a thread started by such work waits no longer than the work itself. */
    private static final ThreadLocal<ConnectionUse> CURRENT = new InheritableThreadLocal<>() {
        @Override
        protected ConnectionUse initialValue() {
            return USUAL;
        }
    };

    static ConnectionUse current() {
        return CURRENT.get();
    }

    /** Runs the work with such connections; a transaction that is already open keeps its connection. */
    public <T> T call(Supplier<T> work) {
        try (Scope here = begin()) {
            return work.get();
        }
    }

    public void run(Runnable work) {
        try (Scope here = begin()) {
            work.run();
        }
    }

    /** Applies to this thread until the scope is closed. */
    public Scope begin() {
        ConnectionUse before = CURRENT.get();
        CURRENT.set(this);
        return () -> CURRENT.set(before);
    }

    /** Ends what {@link #begin} started. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
