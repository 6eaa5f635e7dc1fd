package org.belay.lab.bench.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** One direction of a delayed connection: data waits until it is due and is then written. */
final class DelayedStream {
    /** Limit of buffered bytes; above it reading stops, as on a congested network. */
    private static final int MOST = 8 * 1024 * 1024;

    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final SocketChannel from;
    private final SocketChannel to;
    private final ArrayDeque<DelayedBytes> waiting = new ArrayDeque<>();
    private int held;
    private boolean ended;

    private record DelayedBytes(long due, ByteBuffer bytes) {}

    DelayedStream(SocketChannel from, SocketChannel to) {
        this.from = from;
        this.to = to;
    }

    boolean hasRoom() {
        return !ended && held < MOST;
    }

    void read(ByteBuffer buffer, long due) throws IOException {
        buffer.clear();
        int read = from.read(buffer);
        if (read == 0) return;
        if (read < 0) {
            ended = true;
            waiting.add(new DelayedBytes(due, END));
            return;
        }
        buffer.flip();
        var bytes = ByteBuffer.allocate(read).put(buffer).flip();
        held += read;
        waiting.add(new DelayedBytes(due, bytes));
    }

    /** Writes due data. */
    void write(long now) throws IOException {
        while (!waiting.isEmpty() && waiting.peek().due() - now <= 0) {
            ByteBuffer bytes = waiting.peek().bytes();
            if (bytes == END) {
                to.shutdownOutput();
            } else {
                held -= to.write(bytes);
                if (bytes.hasRemaining()) return;
            }
            waiting.poll();
        }
    }

    /** Nanoseconds until data is due; {@link Long#MAX_VALUE} if none waits. */
    long untilNext(long now) {
        return waiting.isEmpty() ? Long.MAX_VALUE : Math.max(0, waiting.peek().due() - now);
    }

    boolean over() {
        return ended && waiting.isEmpty();
    }
}
