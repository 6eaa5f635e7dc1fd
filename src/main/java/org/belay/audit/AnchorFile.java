package org.belay.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The anchor of this node: number and hash of every row it wrote, one per line, in a file that only grows. The line
 * {@code begins 1} names the first row that the file covers. It is written with row 1, for a node without an earlier
 * anchor, and when a person starts a new anchor ({@code audit anchor --begin}), but never with any other row; so a
 * file that was deleted and created again by the next row is detected.
 */
final class AnchorFile {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})");
    private static final Pattern BEGINS = Pattern.compile("begins ([0-9]{1,18})");

    private final Path file;

    AnchorFile(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /**
     * Appends a committed row. Uses a single write, so that lines of several threads do not mix; the line is on disk
     * when this returns.
     */
    synchronized void append(long seq, String hash) {
        if (seq == 1 && !exists()) {
            begin(1);
        }
        write(seq + " " + hash);
    }

    /** Records that the file covers all rows from this one on. */
    synchronized void begin(long row) {
        write("begins " + row);
    }

    /** Renames the file, to keep its content. */
    synchronized void moveAside() {
        try {
            if (exists()) {
                Files.move(file, file.resolveSibling(file.getFileName() + "." + System.currentTimeMillis()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot rename the audit anchor " + file, e);
        }
    }

    private void write(String content) {
        try (FileChannel channel = open()) {
            // a crash may have left an incomplete line, which must not absorb this one
            boolean broken = channel.size() > 0 && byteAt(channel, channel.size() - 1) != '\n';
            String line = (broken ? "\n" : "") + content + "\n";
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), channel.size());
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the audit anchor " + file, e);
        }
    }

    AuditAnchor read() {
        if (!exists()) {
            return AuditAnchor.NONE;
        }
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return read(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the audit anchor " + file, e);
        }
    }

    /** Reads anchor lines. Incomplete lines, left by a crash, are skipped. If a row has two hashes, the first counts. */
    static AuditAnchor read(Stream<String> lines) {
        var hashes = new TreeMap<Long, String>();
        var begins = new long[] {0};
        lines.forEach(text -> {
            Matcher line = LINE.matcher(text);
            Matcher first = BEGINS.matcher(text);
            if (line.matches()) {
                hashes.putIfAbsent(Long.valueOf(line.group(1)), line.group(2));
            } else if (begins[0] == 0 && first.matches()) {
                begins[0] = Long.parseLong(first.group(1));
            }
        });
        if (begins[0] == 0 && hashes.containsKey(1L)) {
            begins[0] = 1; // files of earlier versions have no "begins" line
        }
        return new AuditAnchor(begins[0] == 0 ? OptionalLong.empty() : OptionalLong.of(begins[0]), hashes);
    }

    private FileChannel open() throws IOException {
        // with an external database the data directory may not exist yet
        Files.createDirectories(file.toAbsolutePath().getParent());
        boolean made = !exists();
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (made && Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(
                    file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
        return channel;
    }

    private static byte byteAt(FileChannel channel, long position) throws IOException {
        var one = ByteBuffer.allocate(1);
        channel.read(one, position);
        return one.get(0);
    }
}
