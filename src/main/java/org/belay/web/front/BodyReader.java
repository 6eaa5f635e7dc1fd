package org.belay.web.front;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * Reads the bodies of requests, with limits on size, time and concurrency, in total and per client. A thread blocks while it reads,
 * so without limits slow clients could occupy all threads.
 */
final class BodyReader {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final int LOOKS = 20;

    private final BodyLimit limit;
    private final Clock clock;
    private final Semaphore lookers;
    private final ClientPermits permits;

    BodyReader(BodyLimit limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
        this.lookers = new Semaphore(limit.lookers());
        this.permits = new ClientPermits(limit.atOnce(), limit.ofOneClient());
    }

    /** The reason why a body was not read, with the HTTP status. */
    static final class BodyNotRead extends Exception {
        final int status;

        BodyNotRead(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /** A request's body as it arrives. */
    interface BodySource {
        /** Number of bytes that can be read without blocking. */
        int available() throws IOException;

        int read(byte[] into) throws IOException;
    }

    /**
     * @param length from {@code Content-Length}; negative if absent
     * @throws BodyNotRead with the status to answer: 408 too slow, 413 too large, 503 too many at once
     */
    byte[] read(BodySource body, long length, String client) throws IOException, BodyNotRead {
        if (length > limit.largest()) {
            throw tooLarge();
        }
        byte[] read = readFirst(body, length, limit.largest(), client);
        if (read.length > limit.largest()) {
            throw tooLarge();
        }
        return read;
    }

    /**
     * @param length from {@code Content-Length}; negative if absent
     * @return the body if it has at most so many bytes, otherwise its beginning, which has more
     */
    byte[] readFirst(BodySource body, long length, int most, String client) throws IOException, BodyNotRead {
        // a body that has already arrived blocks no thread
        if (length >= 0 && body.available() >= length) {
            return readWithin(body, most, clock.instant());
        }
        if (!permits.tryAcquire(client)) {
            // most clients send a small body in a separate packet directly after the headers
            if (length >= 0 && awaitBody(body, length)) {
                return readWithin(body, most, clock.instant());
            }
            throw new BodyNotRead(503, "Too many slow requests. Nothing was done. Try again in a few seconds.");
        }
        try {
            return readWithin(body, most, clock.instant());
        } finally {
            permits.release(client);
        }
    }

    /** Waits at most 200 ms for the body; only a few threads do so at once. */
    private boolean awaitBody(BodySource body, long length) throws IOException {
        if (!lookers.tryAcquire()) {
            return false;
        }
        try {
            for (int look = 0; look < LOOKS && body.available() < length; look++) {
                Thread.sleep(LOOK_AGAIN.toMillis());
            }
            return body.available() >= length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lookers.release();
        }
    }

    /** Reads and drops a body, so that the client can read the response. Not if it is longer than 4 MB or the client has no permit left. */
    void discard(BodySource body, long length, String client) throws IOException {
        if (length > BodyLimit.SIGNED_IN.largest() || !permits.tryAcquire(client)) return;
        try {
            Instant begun = clock.instant();
            byte[] piece = new byte[8 * 1024];
            long read = 0;
            int got;
            while (!limit.isTooSlow(begun, read, clock.instant()) && (got = body.read(piece)) >= 0) read += got;
        } finally {
            permits.release(client);
        }
    }

    private byte[] readWithin(BodySource body, int most, Instant begun) throws IOException, BodyNotRead {
        var read = new ByteArrayOutputStream();
        byte[] piece = new byte[8 * 1024];
        int got;
        while (read.size() <= most && (got = body.read(piece)) >= 0) {
            read.write(piece, 0, got);
            if (limit.isTooSlow(begun, read.size(), clock.instant())) {
                throw new BodyNotRead(408, BodyLimit.TOO_SLOW);
            }
        }
        return read.toByteArray();
    }

    private BodyNotRead tooLarge() {
        return new BodyNotRead(
                413, limit.of() + ", a request may have at most " + limit.largest() / 1024 + " KB. Nothing was done.");
    }
}
