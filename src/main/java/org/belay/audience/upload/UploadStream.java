package org.belay.audience.upload;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;
import org.belay.platform.RequestRefused;

/** The parts of an upload in their order, one in memory at a time. A part that is missing is no end of the file: reading fails. */
final class UploadStream extends InputStream {
    private final int count;
    private final IntFunction<Optional<byte[]>> parts;
    private byte[] part = new byte[0];
    private int next;
    private int at;

    /** @param parts by number, from 0 */
    UploadStream(int count, IntFunction<Optional<byte[]>> parts) {
        this.count = count;
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
        while (at == part.length && next < count) {
            part = parts.apply(next++).orElseThrow(UploadStream::incomplete);
            at = 0;
        }
        return at == part.length;
    }

    private static RequestRefused incomplete() {
        return new RequestRefused(
                "A part of the upload is no longer there. Nothing was imported. Upload the file again.");
    }
}
