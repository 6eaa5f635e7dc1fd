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
 * The record of accepted mail as a file: one line per message and recipient, tab-separated: time, Message-ID,
 * recipient, return path, SHA-256, bytes, queue id. A line is written before the relay replies 250. Any process can
 * read the file with {@link #read(Path)}.
 */
public final class RelayRecord implements AutoCloseable {

    /** What a written line survives. */
    public enum Durability {
        /** fsync before the 250: survives a power failure. */
        FSYNC,
        /**
         * Written to the operating system before the 250: survives the death of any process, which is what tests
         * cause. Faster.
         */
        WRITE
    }

    private final Path file;
    private final Durability durability;
    private final FileChannel channel;
    private final Object forcing = new Object();
    private volatile long written; // number of additions, not bytes
    private long forced;

    public RelayRecord(Path file, Durability durability) {
        this.file = file;
        this.durability = durability;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The record " + file + " of the relay cannot be opened.", e);
        }
    }

    void add(List<AcceptedRecipient> taken) throws IOException {
        var lines = ByteBuffer.wrap(taken.stream()
                .map(AcceptedRecipient::line)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
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

    /** A thread that waited while another one called fsync finds its lines on disk: connections share one fsync. */
    private void forceUpTo(long mine) throws IOException {
        synchronized (forcing) {
            if (forced >= mine) return;
            long upTo = written;
            channel.force(false);
            forced = upTo;
        }
    }

    public List<AcceptedRecipient> all() {
        return read(file);
    }

    /**
     * Reads a record, also while it is being written. A last line without line end belongs to a message that got no
     * reply and is left out.
     */
    public static List<AcceptedRecipient> read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(AcceptedRecipient::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The record " + file + " of the relay cannot be read.", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The record " + file + " of the relay cannot be closed.", e);
        }
    }
}
