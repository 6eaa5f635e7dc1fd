package org.belay.testsupport.process;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/** Runs inside a server process, loaded by the attach interface of its JVM, and fills its heap for some seconds. */
public final class HeapFiller {
    private HeapFiller() {}

    /** @param millis duration */
    public static void agentmain(String millis, Instrumentation its) {
        long until = System.nanoTime() + Long.parseLong(millis) * 1_000_000;
        var thread = new Thread(() -> fill(until), "distress");
        thread.setDaemon(true);
        thread.start();
    }

    private static void fill(long until) {
        List<byte[]> taken = new ArrayList<>(100_000);
        int piece = 1 << 20;
        boolean full = false;
        while (System.nanoTime() < until) {
            try {
                taken.add(new byte[piece]);
            } catch (OutOfMemoryError nothingLeft) {
                full = true;
                // allocate smaller and smaller pieces, to take also memory that other threads free
                piece = Math.max(1 << 10, piece / 2);
            }
        }
        taken.clear();
        if (full) {
            System.out.println("The heap was full.");
        }
    }
}
