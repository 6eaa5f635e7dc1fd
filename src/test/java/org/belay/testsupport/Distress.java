package org.belay.testsupport;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs inside a server process, brought in by its own JVM's attach interface, and takes its heap away for some
 * seconds.
 */
public final class Distress {
    private Distress() {}

    /** @param millis how long it lasts */
    public static void agentmain(String millis, Instrumentation its) {
        long until = System.nanoTime() + Long.parseLong(millis) * 1_000_000;
        var thread = new Thread(() -> fill(until), "distress");
        thread.setDaemon(true);
        thread.start();
    }

    private static void fill(long until) {
        List<byte[]> taken = new ArrayList<>(100_000);
        int piece = 1 << 20;
        while (System.nanoTime() < until) {
            try {
                taken.add(new byte[piece]);
            } catch (OutOfMemoryError full) {
                if (piece == 1 << 20) {
                    System.out.println("The heap is full.");
                }
                // what is left becomes smaller and smaller, and whatever others give back is taken too
                piece = Math.max(1 << 10, piece / 2);
            }
        }
    }
}
