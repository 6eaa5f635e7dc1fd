package org.belay.evidence;

import java.security.MessageDigest;
import java.util.HexFormat;

/** A short hash of each line of a text, with its line end: the first 64 bits of its SHA-256, in hexadecimal. */
final class LineHashes {
    private static final int BYTES = 8;

    private final StringBuilder hashes = new StringBuilder();
    private final MessageDigest line = HashedOutput.sha256Digest();
    private boolean open;

    void update(byte[] bytes, int from, int length) {
        int start = from;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '\n') {
                line.update(bytes, start, i + 1 - start);
                finish();
                start = i + 1;
            }
        }
        if (start < from + length) {
            line.update(bytes, start, from + length - start);
            open = true;
        }
    }

    /** Ends a last line without a line end. */
    void end() {
        if (open) finish();
    }

    private void finish() {
        hashes.append(HexFormat.of().formatHex(line.digest(), 0, BYTES)).append('\n');
        open = false;
    }

    /** One hash on each line. */
    String text() {
        return hashes.toString();
    }
}
