package org.belay.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.belay.platform.Refused;

/**
 * One Belay per data directory. The operating system holds the lock and drops it when the process ends, however it ends;
 * the process id is only for the message, in a file of its own: on Linux, closing any channel of the lock file gives
 * up the process's lock, so a second look into that file would.
 */
final class OwnerLock implements AutoCloseable {
    private static final Set<Path> held = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;

    private OwnerLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws Refused when another Belay holds it, naming that one */
    static OwnerLock take(Path dataDir) throws IOException {
        Path directory = dataDir.toRealPath();
        Path pid = directory.resolve("belay.pid");
        synchronized (held) {
            if (held.contains(directory)) {
                throw taken(dataDir, ProcessHandle.current().pid() + ", this very program");
            }
            FileChannel channel = FileChannel.open(
                    directory.resolve("belay.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw taken(dataDir, Files.exists(pid) ? Files.readString(pid).strip() : "unknown");
            }
            Files.writeString(pid, ProcessHandle.current().pid() + "\n");
            held.add(directory);
            return new OwnerLock(directory, channel);
        }
    }

    private static Refused taken(Path dataDir, String pid) {
        return new Refused("Another Belay (process " + pid + ") already uses the data directory " + dataDir
                + ". Nothing was started. Stop that one first, or set BELAY_DATA_DIR to another directory.");
    }

    @Override
    public void close() throws IOException {
        synchronized (held) {
            if (held.remove(directory)) {
                Files.deleteIfExists(directory.resolve("belay.pid"));
                channel.close();
            }
        }
    }
}
