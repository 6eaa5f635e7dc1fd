package org.belay.audience.upload;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/** The parts of an upload in their order, one in memory at a time. */
final class PartsStream extends InputStream {
    private final IntFunction<Optional<byte[]>> parts;
    private byte[] part = new byte[0];
    private int next;
    private int at;
    private boolean ended;

    /** @param parts by number, from 0; empty after the last one */
    PartsStream(IntFunction<Optional<byte[]>> parts) {
        this.parts = parts;
    }

    @Override
    public int read() {
        return isAtEnd() ? -1 : part[at++] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) return 0;
        if (isAtEnd()) return -1;
        int got = Math.min(length, part.length - at);
        System.arraycopy(part, at, into, from, got);
        at += got;
        return got;
    }

    private boolean isAtEnd() {
        while (at == part.length && !ended) {
            Optional<byte[]> following = parts.apply(next++);
            ended = following.isEmpty();
            part = following.orElseGet(() -> new byte[0]);
            at = 0;
        }
        return ended;
    }
}
