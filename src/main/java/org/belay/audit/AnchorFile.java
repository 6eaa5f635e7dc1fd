package org.belay.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Number and hash of every row this node wrote, one a line, in a file that only grows. */
final class AnchorFile {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})");

    private final Path file;

    AnchorFile(Path file) {
        this.file = file;
    }

    /** Notes a row that is committed. One write, so that lines of several threads do not mix; on the disk when it returns. */
    synchronized void append(long seq, String hash) {
        try (FileChannel channel = open()) {
            // a crash may have left half a line: it must not swallow this one
            boolean broken = channel.size() > 0 && byteAt(channel, channel.size() - 1) != '\n';
            String line = (broken ? "\n" : "") + seq + " " + hash + "\n";
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), channel.size());
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the audit anchor " + file, e);
        }
    }

    /** Hash by row number. Half lines are what a crash leaves and are passed over. Two hashes for a row: the first counts. */
    SortedMap<Long, String> read() {
        var anchors = new TreeMap<Long, String>();
        if (!Files.exists(file)) {
            return anchors;
        }
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.map(LINE::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> anchors.putIfAbsent(Long.valueOf(line.group(1)), line.group(2)));
            return anchors;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the audit anchor " + file, e);
        }
    }

    private FileChannel open() throws IOException {
        // with a database of one's own, nobody else may have made the data directory
        Files.createDirectories(file.toAbsolutePath().getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static byte byteAt(FileChannel channel, long position) throws IOException {
        var one = ByteBuffer.allocate(1);
        channel.read(one, position);
        return one.get(0);
    }
}
