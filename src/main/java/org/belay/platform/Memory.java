package org.belay.platform;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** For what must be done although memory is short for a while (FAULTS P18). */
public final class Memory {

    private static final long PATIENCE_NANOS = 100_000_000;

    private Memory() {}

    /** For what is better done than not, such as a line in the log, and must not keep the rest from being done. */
    public static void ifItSuffices(Runnable work) {
        try {
            work.run();
        } catch (OutOfMemoryError full) {
            // then it is not done
        }
    }

    /** Tries until there is memory for it. The work may be begun several times. */
    public static void insist(Runnable work) {
        insist(() -> {
            work.run();
            return null;
        });
    }

    /** Likewise. */
    public static <T> T insist(Supplier<T> work) {
        while (true) {
            try {
                return work.get();
            } catch (OutOfMemoryError full) {
                LockSupport.parkNanos(PATIENCE_NANOS);
            }
        }
    }
}
