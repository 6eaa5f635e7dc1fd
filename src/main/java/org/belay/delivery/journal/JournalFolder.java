package org.belay.delivery.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.belay.platform.files.PrivateFiles;

/**
 * The journals of all processes that ran in one data directory, and what they know of the database. A segment whose
 * attempts all have their outcome in the database is kept as {@code ….recorded} for {@link #RETENTION}, because a restored
 * backup or a standby that takes over may lack them; a normal start does not read it.
 */
public record JournalFolder(Path folder) {

    /** How far back a restored backup can be compared with what was sent. */
    static final Duration RETENTION = Duration.ofDays(2);

    private static final String RECORDED = ".recorded";

    /** The segments of one process, oldest first. */
    public record ProcessJournal(String id, List<Path> segments) {}

    /** Locks the journal of a living process; the operating system releases the lock when the process ends. */
    static FileChannel lock(Path folder, String journal) throws IOException {
        FileChannel channel =
                PrivateFiles.open(lockOf(folder, journal), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }

    private static Path lockOf(Path folder, String journal) {
        return folder.resolve("journal-" + journal + ".lock");
    }

    /** Journals of processes that have ended, without recorded segments. */
    public List<ProcessJournal> endedJournals(String own) throws IOException {
        var left = new ArrayList<ProcessJournal>();
        for (ProcessJournal journal : journals(own, false)) {
            if (!isAlive(journal.id())) {
                left.add(journal);
            }
        }
        return left;
    }

    /** Recorded segments of all processes. */
    public List<ProcessJournal> recordedJournals() throws IOException {
        return journals("", true);
    }

    /** Whether a living process writes this journal: it compares for itself. */
    boolean isAlive(String journal) throws IOException {
        Path lock = lockOf(folder, journal);
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException lockedByThisProcess) {
            return true;
        }
    }

    /** Ids of the journals of all living processes in this directory, this one included. */
    public List<String> livingJournals() throws IOException {
        var living = new ArrayList<String>();
        for (ProcessJournal journal : journals("", false)) {
            if (isAlive(journal.id())) {
                living.add(journal.id());
            }
        }
        return living;
    }

    private List<ProcessJournal> journals(String own, boolean recorded) throws IOException {
        Map<String, List<Path>> byId = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().endsWith(RECORDED) == recorded) {
                    JournalReader.journalIdOf(file)
                            .filter(id -> !id.equals(own))
                            .ifPresent(id -> byId.computeIfAbsent(id, any -> new ArrayList<>())
                                    .add(file));
                }
            }
        }
        return byId.entrySet().stream()
                .map(one -> new ProcessJournal(one.getKey(), one.getValue()))
                .toList();
    }

    void markRecorded(Path segment) throws IOException {
        Files.move(segment, segment.resolveSibling(segment.getFileName() + RECORDED), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Marks all segments as recorded. If the process is killed before, they are read again. */
    public void markRecorded(ProcessJournal journal) throws IOException {
        for (Path segment : journal.segments()) {
            markRecorded(segment);
        }
        Files.deleteIfExists(lockOf(folder, journal.id()));
    }

    /** Deletes recorded segments that are older than any backup to be compared. */
    public void deleteExpired(Instant now) throws IOException {
        for (ProcessJournal journal : recordedJournals()) {
            for (Path segment : journal.segments()) {
                if (Files.getLastModifiedTime(segment).compareTo(FileTime.from(now.minus(RETENTION))) < 0) {
                    Files.deleteIfExists(segment);
                }
            }
        }
    }

    /** Log position of the database when all recorded segments were in it. A database behind it has lost commits. */
    public Optional<WalPosition> lastSeenPosition() throws IOException {
        try {
            return WalPosition.parse(Files.readString(folder.resolve("database-seen")));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
    }

    public void recordPosition(WalPosition position) throws IOException {
        replace("database-seen", position.format());
    }

    /** Identifies this data directory among those of all nodes. */
    public String homeId() throws IOException {
        Path file = folder.resolve("home");
        if (!Files.exists(file)) {
            replace("home", UUID.randomUUID().toString());
        }
        return Files.readString(file).strip();
    }

    private void replace(String name, String text) throws IOException {
        Path replacement = folder.resolve(name + ".new");
        try (FileChannel channel = PrivateFiles.open(
                replacement,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(
                replacement, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
