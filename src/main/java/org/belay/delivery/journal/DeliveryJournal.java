package org.belay.delivery.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.files.PrivateFiles;
import org.belay.platform.files.UnusableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The journal of this process, a file outside the database: one line before each end of data and one after its reply.
 * Lines are written but not forced to disk, so they survive the process but not the machine. An attempt names its
 * journal, so that a restart knows for which attempts a missing line means "not sent". {@link JournalLines} has the format.
 *
 * <p>A journal consists of segments, so that a start reads a few megabytes however much was sent. {@link JournalFolder}
 * knows when a segment is no longer needed.
 */
@Component
public class DeliveryJournal implements AutoCloseable {

    /** About 30,000 attempts, read in a tenth of a second. */
    static final long SEGMENT_BYTES = 4L << 20;

    private static final Logger log = LoggerFactory.getLogger(DeliveryJournal.class);

    private final String id = UUID.randomUUID().toString();
    private final JournalFolder folder;
    private final FileChannel lock;
    private final long segment;
    private final List<Path> full = new ArrayList<>();
    private Path path;
    private FileChannel file;
    private int number;
    private long length;
    private long limit;

    @Autowired
    DeliveryJournal(Settings settings) {
        this(folder(settings));
    }

    /**
     * @param folder for its files; created if missing
     * @throws RequestRefused if nothing can be written there
     */
    public DeliveryJournal(Path folder) {
        this(folder, SEGMENT_BYTES);
    }

    /** @param segment size in bytes after which the next segment begins */
    DeliveryJournal(Path folder, long segment) {
        this.folder = new JournalFolder(folder);
        this.segment = segment;
        try {
            PrivateFiles.directory(folder);
            lock = JournalFolder.lock(folder, id);
            path = folder.resolve(name(1));
            file = create(path, id);
            number = 1;
            length = file.position();
            limit = segment;
        } catch (IOException e) {
            throw new RequestRefused(
                    "The journal in " + folder + " cannot be written (" + UnusableFile.describe(e)
                            + "). Nothing is sent without it, so Belay was not started. Make that directory writable"
                            + " for Belay's user with some space left, or set BELAY_DATA_DIR to another directory.",
                    e);
        }
    }

    static Path folder(Settings settings) {
        return settings.dataDir().resolve("journal");
    }

    /** The new segment, with its first line. */
    private static FileChannel create(Path next, String id) throws IOException {
        FileChannel channel = PrivateFiles.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        byte[] head = JournalLines.header(id, bootId()).getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(head);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(next);
            throw e;
        }
        return channel;
    }

    private String name(int number) {
        return "journal-%s-%06d.txt".formatted(id, number);
    }

    /**
     * Identifies this run of the machine; random where the system does not say, and then a missing line proves nothing.
     */
    public static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException elsewhere) {
            return "unknown-" + UUID.randomUUID();
        }
    }

    public String id() {
        return id;
    }

    /** The current segment. */
    public synchronized Path currentSegment() {
        return path;
    }

    /** Full segments that are whose outcomes are not known to be all in the database. */
    public synchronized List<Path> fullSegments() {
        return List.copyOf(full);
    }

    /**
     * Marks a full segment as recorded: the database has all its outcomes, and it is read again only after a fail-over.
     */
    public synchronized void markRecorded(Path segment) throws IOException {
        folder.markRecorded(segment);
        full.remove(segment);
    }

    public JournalFolder folder() {
        return folder;
    }

    /**
     * Notes that the end of data of a transaction is about to be written. If false, it could not be noted and must not
     * be written.
     */
    public boolean recordEndOfData(List<AttemptMarker> markers, Instant now) {
        try {
            write(JournalLines.endOfData(markers, now));
            return true;
        } catch (IOException e) {
            log.error("The journal cannot be written, so nothing is sent: {}", e.toString());
            return false;
        }
    }

    /** Notes replies. The database gets them too; only if both failed would an accepted mail become uncertain. */
    public void recordAnswers(List<AnsweredAttempt> answers) {
        CharSequence lines = JournalLines.answers(answers);
        try {
            if (!lines.isEmpty()) {
                write(lines);
            }
        } catch (IOException e) {
            log.error("A reply could not be written to the journal: {}", e.toString());
        }
    }

    /**
     * The outcomes of attempts of this process: the reply, uncertain if their end of data was noted, "not sent" if it was
     * not. Empty if the journal cannot be read.
     */
    public Map<AttemptId, AttemptOutcome> outcomesOf(Set<AttemptId> attempts) {
        var said = new HashMap<AttemptId, AttemptOutcome>();
        try {
            startSegment(); // everything noted before is complete now
            for (Path segment : fullSegments()) {
                JournalReader reader = JournalReader.open(segment).orElseThrow();
                reader.readParts(part -> part.forEach((attempt, noted) -> {
                    if (attempts.contains(attempt)) {
                        said.merge(attempt, noted.outcome(), (dot, answer) -> answer);
                    }
                }));
            }
            attempts.forEach(attempt -> said.putIfAbsent(attempt, AttemptOutcome.notSent()));
        } catch (IOException e) {
            log.error("The journal cannot be read, so attempts that it may contain are uncertain: {}", e.toString());
            said.clear();
        }
        return said;
    }

    /** Incomplete lines are removed, so that later lines are not appended to them. */
    private synchronized void write(CharSequence lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes, length + bytes.position());
            }
            length += bytes.limit();
        } catch (IOException e) {
            file.truncate(length);
            throw e;
        }
        if (length >= limit) {
            rotate();
        }
    }

    /** Begins another segment, so that everything noted before can be read. */
    public synchronized void startSegment() throws IOException {
        Path next = path.resolveSibling(name(number + 1));
        FileChannel channel = create(next, id);
        long begun = channel.position();
        file.close();
        full.add(path);
        path = next;
        file = channel;
        number++;
        length = begun;
        limit = segment;
    }

    /** If the next segment cannot be created, this one continues. */
    private void rotate() {
        try {
            startSegment();
        } catch (IOException e) {
            limit = length + segment;
            log.warn(
                    "The journal segment {} continues, because the next one cannot be created: {}", path, e.toString());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
        lock.close();
    }
}
