package org.belay.platform.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.belay.platform.RequestRefused;

/**
 * Locks the data directory for one Belay process. The operating system releases the lock when the process ends. The
 * process id is in a second file, only for the message: on Linux, closing any channel of the lock file releases the
 * lock of the process, so that file must not be opened again.
 */
final class DataDirectoryLock implements AutoCloseable {
    private static final Set<Path> held = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;

    private DataDirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws RequestRefused if another Belay holds the lock; names that process */
    static DataDirectoryLock take(Path dataDir) throws IOException {
        Path directory = dataDir.toRealPath();
        Path pid = directory.resolve("belay.pid");
        synchronized (held) {
            if (held.contains(directory)) {
                throw taken(dataDir, ProcessHandle.current().pid() + ", this process");
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
            return new DataDirectoryLock(directory, channel);
        }
    }

    private static RequestRefused taken(Path dataDir, String pid) {
        return new RequestRefused("Another Belay (process " + pid + ") already uses the data directory " + dataDir
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
