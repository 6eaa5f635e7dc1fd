package org.belay.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A longer way to a server: what comes in on its port goes on to the server after so much time, and back as late, while any
 * amount may be under way. One thread; to the millisecond.
 */
final class DelayLine implements AutoCloseable {
    private final InetSocketAddress target;
    private volatile long delay;
    private final Selector selector;
    private final ServerSocketChannel door;
    private final List<Pair> pairs = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);

    /** The two directions of one connection. */
    private record Pair(SocketChannel client, SocketChannel server, Flow out, Flow back) {
        long untilNext(long now) {
            return Math.min(out.untilNext(now), back.untilNext(now));
        }

        void close() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private DelayLine(InetSocketAddress target, Duration oneWay) throws IOException {
        this.target = target;
        delay = oneWay.toNanos();
        selector = Selector.open();
        door = ServerSocketChannel.open();
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** @param roundTrip of which each direction takes half */
    static DelayLine to(String host, int port, Duration roundTrip) {
        try {
            var line = new DelayLine(new InetSocketAddress(host, port), roundTrip.dividedBy(2));
            var thread = new Thread(line::run, "delay-line");
            thread.setDaemon(true);
            thread.start();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("The line to " + host + ":" + port + " cannot be laid", e);
        }
    }

    /** From now on it takes so long, also on connections that stand. */
    void roundTrip(Duration roundTrip) {
        delay = roundTrip.dividedBy(2).toNanos();
    }

    int port() {
        return door.socket().getLocalPort();
    }

    @Override
    public void close() {
        closeQuietly(door);
        closeQuietly(selector);
    }

    private void run() {
        while (selector.isOpen()) {
            try {
                waitForWork();
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    if (key.isValid() && key.isAcceptable()) connect();
                    else if (key.isValid() && key.isReadable()) read(key);
                }
                pairs.removeIf(pair -> !moves(pair));
            } catch (IOException | ClosedSelectorException closed) {
                // by close(), which the loop sees; a connection's own errors end that connection alone
            }
        }
        pairs.forEach(Pair::close);
    }

    private void waitForWork() throws IOException {
        long now = System.nanoTime();
        long until = pairs.stream().mapToLong(pair -> pair.untilNext(now)).min().orElse(Long.MAX_VALUE);
        if (until == Long.MAX_VALUE) selector.select();
        else if (until == 0) selector.selectNow();
        else selector.select(Math.max(1, until / 1_000_000));
    }

    private void connect() throws IOException {
        SocketChannel client = door.accept();
        if (client == null) return;
        SocketChannel server;
        try {
            server = SocketChannel.open(target);
        } catch (IOException refused) {
            closeQuietly(client);
            return;
        }
        var pair = new Pair(client, server, new Flow(client, server), new Flow(server, client));
        for (SocketChannel channel : List.of(client, server)) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        client.register(selector, SelectionKey.OP_READ, pair.out());
        server.register(selector, SelectionKey.OP_READ, pair.back());
        pairs.add(pair);
    }

    private void read(SelectionKey key) {
        var flow = (Flow) key.attachment();
        try {
            flow.read(buffer, System.nanoTime() + delay);
            if (!flow.hasRoom()) key.interestOps(0);
        } catch (IOException torn) {
            key.cancel();
            closeQuietly(key.channel());
        }
    }

    /** Writes what is due; false when the connection is over. */
    private boolean moves(Pair pair) {
        try {
            long now = System.nanoTime();
            pair.out().write(now);
            pair.back().write(now);
            readOn(pair.client(), pair.out());
            readOn(pair.server(), pair.back());
            boolean torn = !pair.client().isOpen() || !pair.server().isOpen();
            if (!torn && !(pair.out().over() && pair.back().over())) return true;
        } catch (IOException torn) {
            // the other side learns of it now
        }
        pair.close();
        return false;
    }

    private void readOn(SocketChannel channel, Flow flow) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid() && flow.hasRoom() && key.interestOps() == 0) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private static void closeQuietly(Closeable what) {
        try {
            what.close();
        } catch (IOException closedAnyway) {
            // what cannot be closed is closed
        }
    }
}
