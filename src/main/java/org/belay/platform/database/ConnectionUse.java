package org.belay.platform.database;

import java.util.function.Supplier;

/**
 * What a thread uses connections for, and so how long it waits for the database and from which pool it is served. A database that falls
 * silent, with its connections neither closed nor reset, answers no statement; whoever must go on soon gives up soon.
 */
public enum ConnectionUse {

    /** Pages, imports, reports: a statement may take {@link Pool#LONGEST_STATEMENT}. */
    USUAL,

    /** Sending and schedulers: a statement that takes {@link Pool#BRIEF_STATEMENT} is given up with its connection. */
    BRIEF,

    /** Stop, correction, sign-in, health, the committer: as brief, and on connections that nothing else can exhaust. */
    RESERVED;

    private static final ThreadLocal<ConnectionUse> CURRENT = ThreadLocal.withInitial(() -> USUAL);

    static ConnectionUse current() {
        return CURRENT.get();
    }

    /** Does the work with such connections; a transaction that is open already keeps its own. */
    public <T> T call(Supplier<T> work) {
        ConnectionUse before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(before);
        }
    }

    public void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
