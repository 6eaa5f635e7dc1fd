package org.belay.platform.database;

import java.util.function.Supplier;

/**
 * What a thread uses connections for, and so how long it waits for the database and from which pool it is served. A database that falls
 * silent, with its connections neither closed nor reset, answers no statement; whoever must go on soon gives up soon.
 */
public enum ConnectionUse {

    /** Pages, imports, reports: a statement may take {@link Pool#LONGEST_STATEMENT}. */
    USUAL,

    /** Migrations, before anything is sent: the index of a table of years is made in one statement. */
    UNHURRIED,

    /** Sending and schedulers: a statement that takes {@link Pool#BRIEF_STATEMENT} is given up with its connection. */
    BRIEF,

    /** Stop, correction, sign-in, health, the committer: as brief, and on connections that nothing else can exhaust. */
    RESERVED;

    /** Inherited: a thread that such work begins waits no longer than the work itself. */
    private static final ThreadLocal<ConnectionUse> CURRENT = new InheritableThreadLocal<>() {
        @Override
        protected ConnectionUse initialValue() {
            return USUAL;
        }
    };

    static ConnectionUse current() {
        return CURRENT.get();
    }

    /** Does the work with such connections; a transaction that is open already keeps its own. */
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

    /** Until it is closed, on this thread. */
    public Scope begin() {
        ConnectionUse before = CURRENT.get();
        CURRENT.set(this);
        return () -> CURRENT.set(before);
    }

    /** An end to what {@link #begin} began. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
