package org.belay.audience.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The line on which each address occurred first. Keeps 96 bits of each address's SHA-256 and its line, 16 bytes: one million addresses take
 * 32 MB instead of 150 MB for a map of strings; two different ones collide in one of 10^17 imports.
 */
public final class SeenAddresses {
    private final MessageDigest sha256;
    private long[] hashes = new long[2048]; // two longs an entry; the second is 32 bits of hash, 32 of line; 0 is free
    private int size;

    public SeenAddresses() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The line of an earlier occurrence; 0 if there is none, and {@code line} is remembered. */
    public long firstLine(String key, long line) {
        if (size * 4 > hashes.length) {
            grow();
        }
        var hash = ByteBuffer.wrap(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong();
        long low = hash.getLong() & 0xffffffff00000000L;
        int slot = slotFor(high, low);
        if (hashes[slot + 1] != 0) {
            return hashes[slot + 1] & 0xffffffffL;
        }
        hashes[slot] = high;
        hashes[slot + 1] = low | line;
        size++;
        return 0;
    }

    public boolean contains(String key) {
        var hash = ByteBuffer.wrap(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
        return hashes[slotFor(hash.getLong(), hash.getLong() & 0xffffffff00000000L) + 1] != 0;
    }

    public long size() {
        return size;
    }

    private int slotFor(long high, long low) {
        int mask = hashes.length / 2 - 1;
        int entry = (int) high & mask;
        while (hashes[2 * entry + 1] != 0
                && !(hashes[2 * entry] == high && (hashes[2 * entry + 1] & 0xffffffff00000000L) == low)) {
            entry = entry + 1 & mask;
        }
        return 2 * entry;
    }

    private void grow() {
        long[] old = hashes;
        hashes = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                int slot = slotFor(old[i], old[i + 1] & 0xffffffff00000000L);
                hashes[slot] = old[i];
                hashes[slot + 1] = old[i + 1];
            }
        }
    }
}
