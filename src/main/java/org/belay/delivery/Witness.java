package org.belay.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
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
import org.belay.platform.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * This process's own notes, outside the database: a line before each dot and a line after its answer. They are written and not
 * forced to the disk, so they survive the death of the process and not that of the machine; the marker names the journal, so that a
 * restart knows for which markers a missing line means "not sent".
 *
 * <pre>
 * belay-witness 1 8a41… 0c5e…          the journal's id, the machine's boot
 * D 4711 1795513388000 12 803           the dot of attempt 4711, to person 803 of dispatch 12, is about to be written
 * R 4711 ACCEPTED END relay 250+2.0.0+queued
 * </pre>
 *
 * A journal consists of segments, so that a start reads a few megabytes however much was sent. {@link JournalFolder} knows when one is
 * not needed any more.
 */
@Component
class Witness implements AutoCloseable {

    static final String FIRST_WORD = "belay-witness";

    /** Some 30,000 attempts: read in a tenth of a second. */
    static final long SEGMENT = 4L << 20;

    private static final Logger log = LoggerFactory.getLogger(Witness.class);

    private final String id = UUID.randomUUID().toString();
    private final JournalFolder folder;
    private final FileChannel alive;
    private final long segment;
    private final List<Path> full = new ArrayList<>();
    private Path path;
    private FileChannel file;
    private int number;
    private long length;
    private long most;

    @Autowired
    Witness(Settings settings) {
        this(folder(settings));
    }

    /** @param folder where the files lie; made if it is missing */
    Witness(Path folder) {
        this(folder, SEGMENT);
    }

    /** @param segment so many bytes in a file, and then another */
    Witness(Path folder, long segment) {
        this.folder = new JournalFolder(folder);
        this.segment = segment;
        try {
            Files.createDirectories(folder);
            alive = JournalFolder.lock(folder, id);
            begin(folder.resolve(name(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The witness file in " + folder + " cannot be made. Nothing is sent without it.", e);
        }
    }

    static Path folder(Settings settings) {
        return settings.dataDir().resolve("witness");
    }

    private void begin(Path next) throws IOException {
        FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        byte[] head = (FIRST_WORD + " 1 " + id + " " + boot() + "\n").getBytes(StandardCharsets.UTF_8);
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
        if (file != null) {
            file.close();
            full.add(path);
        }
        path = next;
        file = channel;
        number++;
        length = head.length;
        most = segment;
    }

    private String name(int number) {
        return "witness-%s-%06d.txt".formatted(id, number);
    }

    /** Names this run of the machine; unknown where the system does not say, and then no missing line means anything. */
    static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException elsewhere) {
            return "unknown-" + UUID.randomUUID();
        }
    }

    String id() {
        return id;
    }

    /** The segment that is being written. */
    synchronized Path path() {
        return path;
    }

    /** Segments that are full and not yet known to be settled. */
    synchronized List<Path> full() {
        return List.copyOf(full);
    }

    /** Everything in a full segment has its outcome in the database: it is read again only after a fail-over. */
    synchronized void settled(Path segment) throws IOException {
        folder.settled(segment);
        full.remove(segment);
    }

    JournalFolder folder() {
        return folder;
    }

    /** Says that the dot of a transaction is about to be written. False: it could not be noted, and the dot must not be written. */
    boolean dot(List<Marker> markers, Instant now) {
        var lines = new StringBuilder();
        for (Marker marker : markers) {
            lines.append("D ")
                    .append(marker.attempt().value())
                    .append(' ')
                    .append(now.toEpochMilli())
                    .append(' ')
                    .append(marker.dispatch().value())
                    .append(' ')
                    .append(marker.ordinal())
                    .append('\n');
        }
        try {
            write(lines);
            return true;
        } catch (IOException e) {
            log.error("The witness file cannot be written, so nothing is sent: {}", e.toString());
            return false;
        }
    }

    /** Notes answers. The database gets them too; only both failing would turn one into a doubt. */
    void answer(List<Answered> answers) {
        var lines = new StringBuilder();
        for (Answered one : answers) {
            Settled settled = one.settled();
            if (settled.outcome() != Settled.Kind.IN_DOUBT) { // a dot without an answer says the same
                lines.append("R ")
                        .append(one.marker().attempt().value())
                        .append(' ')
                        .append(settled.outcome())
                        .append(' ')
                        .append(settled.stage().orElse("-"))
                        .append(' ')
                        .append(settled.byRelay() ? "relay" : "belay")
                        .append(' ')
                        .append(URLEncoder.encode(settled.reply().orElse(""), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        try {
            if (!lines.isEmpty()) {
                write(lines);
            }
        } catch (IOException e) {
            log.error("An answer is not in the witness file: {}", e.toString());
        }
    }

    /**
     * What it says of attempts of this process: an answer, a doubt where their dot was noted, "not sent" where it was not. Nothing where it
     * cannot be read.
     */
    Map<AttemptId, Settled> says(Set<AttemptId> attempts) {
        var said = new HashMap<AttemptId, Settled>();
        try {
            next(); // what was noted before is whole now
            for (Path segment : full()) {
                Testimony testimony = Testimony.of(segment).orElseThrow();
                testimony.hear(part -> part.forEach((attempt, noted) -> {
                    if (attempts.contains(attempt)) {
                        said.merge(attempt, noted.settled(), (dot, answer) -> answer);
                    }
                }));
            }
            attempts.forEach(attempt -> said.putIfAbsent(attempt, Settled.notSent()));
        } catch (IOException e) {
            log.error("The witness file cannot be read, so attempts that it may know are in doubt: {}", e.toString());
            said.clear();
        }
        return said;
    }

    /** Lines that could not be written whole are taken back, so that the next ones are not glued to a half. */
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
        if (length >= most) {
            rotate();
        }
    }

    /** Begins another segment, so that all that was noted before can be read. */
    synchronized void next() throws IOException {
        begin(path.resolveSibling(name(number + 1)));
    }

    /** Where the next one cannot be made, this one goes on. */
    private void rotate() {
        try {
            next();
        } catch (IOException e) {
            most = length + segment;
            log.warn("The witness file {} goes on, for the next one cannot be made: {}", path, e.toString());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
        alive.close();
    }
}
