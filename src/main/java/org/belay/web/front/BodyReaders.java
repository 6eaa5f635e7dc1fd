package org.belay.web.front;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Reads the bodies of requests, with limits on size, time and concurrency, in total and per client. A thread blocks while it reads,
 * so without limits slow clients could occupy all threads.
 */
final class BodyReaders {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final int LOOKS = 20;

    private final BodyLimit limit;
    private final Clock clock;
    private final Semaphore lookers;
    private final Map<String, Integer> waiting = new HashMap<>();
    private int all;

    BodyReaders(BodyLimit limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
        this.lookers = new Semaphore(limit.lookers());
    }

    /** The reason why a body was not read, with the HTTP status. */
    static final class NotRead extends Exception {
        final int status;

        NotRead(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    /** A request's body as it arrives. */
    interface Source {
        /** Number of bytes that can be read without blocking. */
        int available() throws IOException;

        int read(byte[] into) throws IOException;
    }

    /**
     * @param length from {@code Content-Length}; negative if absent
     * @throws NotRead with the status to answer: 408 too slow, 413 too large, 503 too many at once
     */
    byte[] read(Source body, long length, String client) throws IOException, NotRead {
        if (length > limit.largest()) {
            throw tooLarge();
        }
        // a body that has already arrived blocks no thread
        if (length >= 0 && body.available() >= length) {
            return readWithin(body, clock.instant());
        }
        if (!begin(client)) {
            // most clients send a small body in a separate packet directly after the headers
            if (length >= 0 && arrives(body, length)) {
                return readWithin(body, clock.instant());
            }
            throw new NotRead(503, "Too many slow requests. Nothing was done. Try again in a few seconds.");
        }
        try {
            return readWithin(body, clock.instant());
        } finally {
            end(client);
        }
    }

    /** Waits at most 200 ms for the body; only a few threads do so at once. */
    private boolean arrives(Source body, long length) throws IOException {
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

    private byte[] readWithin(Source body, Instant begun) throws IOException, NotRead {
        var read = new ByteArrayOutputStream();
        byte[] piece = new byte[8 * 1024];
        int got;
        while ((got = body.read(piece)) >= 0) {
            read.write(piece, 0, got);
            if (read.size() > limit.largest()) {
                throw tooLarge();
            }
            if (limit.isTooSlow(begun, read.size(), clock.instant())) {
                throw new NotRead(408, BodyLimit.TOO_SLOW);
            }
        }
        return read.toByteArray();
    }

    private NotRead tooLarge() {
        return new NotRead(
                413, limit.of() + ", a request may have at most " + limit.largest() / 1024 + " KB. Nothing was done.");
    }

    private synchronized boolean begin(String client) {
        if (all >= limit.atOnce() || waiting.getOrDefault(client, 0) >= limit.ofOneClient()) {
            return false;
        }
        all++;
        waiting.merge(client, 1, Integer::sum);
        return true;
    }

    private synchronized void end(String client) {
        all--;
        waiting.computeIfPresent(client, (one, count) -> count == 1 ? null : count - 1);
    }
}
