package org.belay.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** One direction of a delayed connection: what was read waits its time and is written on. */
final class Flow {
    /** More than a long line holds; then it stops reading, as a network would. */
    private static final int MOST = 8 * 1024 * 1024;

    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final SocketChannel from;
    private final SocketChannel to;
    private final ArrayDeque<Late> waiting = new ArrayDeque<>();
    private int held;
    private boolean ended;

    private record Late(long due, ByteBuffer bytes) {}

    Flow(SocketChannel from, SocketChannel to) {
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
            waiting.add(new Late(due, END));
            return;
        }
        buffer.flip();
        var bytes = ByteBuffer.allocate(read).put(buffer).flip();
        held += read;
        waiting.add(new Late(due, bytes));
    }

    /** Writes what is due. */
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

    /** Nanoseconds until something is due; very long if nothing waits. */
    long untilNext(long now) {
        return waiting.isEmpty() ? Long.MAX_VALUE : Math.max(0, waiting.peek().due() - now);
    }

    boolean over() {
        return ended && waiting.isEmpty();
    }
}
