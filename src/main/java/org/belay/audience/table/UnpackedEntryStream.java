package org.belay.audience.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An unpacked part of a zip file. Ends with an exception where the part is larger, or better compressed, than a list of people is, and where
 * a single tag or text is so long that a parser would hold it in memory.
 */
final class UnpackedEntryStream extends FilterInputStream {
    private static final long LARGEST = 500L * 1024 * 1024;
    private static final long RATIO_FROM = 8L * 1024 * 1024;
    private static final int HIGHEST_RATIO = 300;
    private static final int LONGEST_PIECE = 1024 * 1024;

    private final long compressed;
    private long read;
    private int piece;
    private @Nullable String excess;

    UnpackedEntryStream(InputStream part, long compressed) {
        super(part);
        this.compressed = compressed;
    }

    /** Why the part was not read to its end, as the end of a sentence. */
    @Nullable
    String excess() {
        return excess;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int got = super.read(into, from, length);
        if (got <= 0) return got;
        read += got;
        if (read > LARGEST) throw over("holds more than 500 MB of data");
        if (read > RATIO_FROM && compressed >= 0 && read / HIGHEST_RATIO > compressed) {
            throw over(
                    "unpacks to more than " + HIGHEST_RATIO + " times its size, as only a file made to do harm does");
        }
        for (int i = from; i < from + got; i++) {
            piece = into[i] == '<' || into[i] == '>' ? 0 : piece + 1;
            if (piece > LONGEST_PIECE) throw over("has a text or a tag of more than 1 MB");
        }
        return got;
    }

    private IOException over(String why) {
        excess = why;
        return new IOException(why);
    }
}
