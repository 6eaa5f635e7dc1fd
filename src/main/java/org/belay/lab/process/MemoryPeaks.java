package org.belay.lab.process;

import java.util.List;

/** Peak memory of the server and its database, over all restarts. */
public final class MemoryPeaks {
    private long server;
    private long database;

    synchronized void measure(long serverPid, List<ProcessHandle> postgres) {
        server = Math.max(server, LinuxProcesses.peakMebibytes(serverPid));
        database = Math.max(database, LinuxProcesses.sharedMebibytes(postgres));
    }

    /** In MiB; 0 if unknown. */
    public synchronized long server() {
        return server;
    }

    public synchronized long database() {
        return database;
    }
}
