package org.belay.lab.bench.sink;

import java.time.Duration;
import java.time.Instant;

/** Counts what a sink accepts; used by its one thread only. */
final class SinkCounter {
    private long messages;
    private long recipients;
    private long bytes;
    private long connections;
    private int open;
    private long openSince;
    private long busy;
    private Instant first = Instant.EPOCH;
    private Instant last = Instant.EPOCH;
    private byte[] sample = {};

    void connected() {
        connections++;
    }

    void open() {
        if (open++ == 0) openSince = System.nanoTime();
    }

    void close() {
        if (--open == 0) busy += System.nanoTime() - openSince;
    }

    void taken(int recipients, long bytes) {
        last = Instant.now();
        if (messages++ == 0) first = last;
        this.recipients += recipients;
        this.bytes += bytes;
    }

    boolean wantsSample() {
        return sample.length == 0;
    }

    void sample(byte[] message) {
        sample = message;
    }

    byte[] sample() {
        return sample;
    }

    SinkCount count() {
        return new SinkCount(messages, recipients, bytes, connections, Duration.ofNanos(busy), first, last);
    }

    void reset() {
        messages = 0;
        recipients = 0;
        bytes = 0;
        connections = 0;
        busy = 0;
        openSince = System.nanoTime();
        first = Instant.EPOCH;
        last = Instant.EPOCH;
        sample = new byte[0];
    }
}
