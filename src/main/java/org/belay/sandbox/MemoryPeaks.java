package org.belay.sandbox;

import java.util.List;

/** The most memory that the server and its database were seen to take, over all their lives. */
public final class MemoryPeaks {
    private long server;
    private long database;

    synchronized void look(long serverPid, List<ProcessHandle> postgres) {
        server = Math.max(server, Processes.peakMebibytes(serverPid));
        database = Math.max(database, Processes.sharedMebibytes(postgres));
    }

    /** In MiB; 0 when it is not known here. */
    public synchronized long server() {
        return server;
    }

    public synchronized long database() {
        return database;
    }
}
