package org.belay.sandbox;

import java.util.List;

/** Peak memory of the server and its database, over all restarts. */
public final class MemoryPeaks {
    private long server;
    private long database;

    synchronized void look(long serverPid, List<ProcessHandle> postgres) {
        server = Math.max(server, Processes.peakMebibytes(serverPid));
        database = Math.max(database, Processes.sharedMebibytes(postgres));
    }

    /** In MiB; 0 if unknown. */
    public synchronized long server() {
        return server;
    }

    public synchronized long database() {
        return database;
    }
}
