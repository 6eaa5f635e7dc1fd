package org.belay.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a relay took, as a file: one line per message and recipient, tab-separated: time, Message-ID, recipient, return
 * path, SHA-256, bytes, the relay's own name of the message. It is written before the relay answers 250 and read by any process with {@link #read(Path)}.
 */
public final class RelayRecord implements AutoCloseable {

    /** How much a line survives. */
    public enum Durability {
        /** fsync before the 250: also a loss of power. */
        FSYNC,
        /** Handed to the operating system before the 250: the death of any process, which is what tests kill. Faster. */
        WRITE
    }

    private final Path file;
    private final Durability durability;
    private final FileChannel channel;
    private final Object forcing = new Object();
    private volatile long written; // additions, not bytes
    private long forced;

    public RelayRecord(Path file, Durability durability) {
        this.file = file;
        this.durability = durability;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The relay's record " + file + " cannot be opened.", e);
        }
    }

    void add(List<Taken> taken) throws IOException {
        var lines = ByteBuffer.wrap(
                taken.stream().map(Taken::line).collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
        long mine;
        synchronized (this) {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            mine = ++written;
        }
        if (durability == Durability.FSYNC) {
            forceUpTo(mine);
        }
    }

    /** Whoever waited while another forced finds its lines on disk already: many connections share one fsync. */
    private void forceUpTo(long mine) throws IOException {
        synchronized (forcing) {
            if (forced >= mine) return;
            long upTo = written;
            channel.force(false);
            forced = upTo;
        }
    }

    public List<Taken> all() {
        return read(file);
    }

    /** Reads a record, also while it is being written. A last line without its end was never answered: left out. */
    public static List<Taken> read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(Taken::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The relay's record " + file + " cannot be read.", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The relay's record " + file + " cannot be closed.", e);
        }
    }
}
