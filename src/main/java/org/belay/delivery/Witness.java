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
 * forced to the disk, so they survive the death of the process and not that of the machine; the marker names the file, so that a
 * restart knows for which markers a missing line means "not sent".
 *
 * <pre>
 * belay-witness 1 8a41… 0c5e…          the file's id, the machine's boot
 * D 4711 1795513388000 12 803           the dot of attempt 4711, to person 803 of dispatch 12, is about to be written
 * R 4711 ACCEPTED END relay 250+2.0.0+queued
 * </pre>
 */
@Component
class Witness implements AutoCloseable {

    static final String FIRST_WORD = "belay-witness";

    private static final Logger log = LoggerFactory.getLogger(Witness.class);

    private final String id = UUID.randomUUID().toString();
    private final Path path;
    private final FileChannel file;
    private long length;

    @Autowired
    Witness(Settings settings) {
        this(folder(settings));
    }

    /** @param folder where the files lie; made if it is missing */
    Witness(Path folder) {
        path = folder.resolve("witness-" + id + ".txt");
        try {
            Files.createDirectories(folder);
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            file.lock(); // says that its process lives; ends with it
            write(FIRST_WORD + " 1 " + id + " " + boot() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The witness file " + path + " cannot be made. Nothing is sent without it.", e);
        }
    }

    static Path folder(Settings settings) {
        return settings.dataDir().resolve("witness");
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

    Path path() {
        return path;
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
    void answer(List<Ledger.Answered> answers) {
        var lines = new StringBuilder();
        for (Ledger.Answered one : answers) {
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
     * What this file says of attempts of this process that it has forgotten, or never knew to be committed. Their lines, if there are any,
     * were written before it was asked.
     *
     * @return those of which it can say something; none where it cannot be read
     */
    Map<AttemptId, Settled> says(Set<AttemptId> attempts) {
        var said = new HashMap<AttemptId, Settled>();
        try {
            Testimony testimony = Testimony.of(path, written()).orElseThrow();
            testimony.hear(attempts, dot -> {});
            attempts.forEach(attempt -> testimony.of(attempt, boot()).ifPresent(settled -> said.put(attempt, settled)));
        } catch (IOException e) {
            log.error("The witness file cannot be read, so attempts that it may know are in doubt: {}", e.toString());
        }
        return said;
    }

    private synchronized long written() {
        return length;
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
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
