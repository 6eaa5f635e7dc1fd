package org.belay.evidence;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what is written: as a whole, and line by line. */
final class HashedOutput extends FilterOutputStream {
    private final MessageDigest digest = sha256Digest();
    private final LineHashes lines;
    private long size;

    HashedOutput(OutputStream out, LineHashes lines) {
        super(out);
        this.lines = lines;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        digest.update(bytes, from, length);
        lines.update(bytes, from, length);
        size += length;
    }

    long size() {
        return size;
    }

    /** The hash of everything written; may be called once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
