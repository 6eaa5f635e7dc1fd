package org.belay.platform.database;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks files, directories and symbolic links from a tar archive (POSIX ustar without extensions, which the archive
 * of the programs uses). Any other entry is an error.
 */
final class TarReader {
    private static final int BLOCK = 512;

    private final DataInputStream in;
    private final Path target;

    private TarReader(InputStream in, Path target) {
        this.in = new DataInputStream(in);
        this.target = target;
    }

    static void unpack(InputStream tar, Path target) throws IOException {
        TarReader reader = new TarReader(tar, target);
        byte[] header = new byte[BLOCK];
        reader.in.readFully(header);
        while (header[0] != 0) {
            reader.entry(header);
            reader.in.readFully(header);
        }
    }

    private void entry(byte[] header) throws IOException {
        String name = text(header, 0, 100);
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("The archive would write outside its directory: " + name);
        }
        long size = octal(header, 124, 12);
        char type = (char) header[156];
        if (type == '5') {
            Files.createDirectories(path);
        } else if (type == '2') {
            Files.createDirectories(path.getParent());
            Files.createSymbolicLink(path, Path.of(text(header, 157, 100)));
        } else if (type == '0' || type == 0) {
            Files.createDirectories(path.getParent());
            file(path, size);
            boolean executable = (octal(header, 100, 8) & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        } else {
            throw new IOException("The archive holds an entry of type '" + type + "', which is not supported: " + name);
        }
    }

    private void file(Path path, long size) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(path)) {
            for (long left = size; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("The archive ends inside " + path.getFileName());
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) {
        String digits = text(header, from, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
}
