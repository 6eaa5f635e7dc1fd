package org.belay.lab.bench.network;

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
 * A proxy that simulates network latency: data is forwarded to the server after a delay, and back after the same
 * delay; any amount may be in transit. One thread; precise to a millisecond.
 */
public final class DelayProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private volatile long delay;
    private final Selector selector;
    private final ServerSocketChannel serverChannel;
    private final List<ProxiedPair> pairs = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);

    /** The two directions of one connection. */
    private record ProxiedPair(SocketChannel client, SocketChannel server, DelayedStream out, DelayedStream back) {
        long untilNext(long now) {
            return Math.min(out.untilNext(now), back.untilNext(now));
        }

        void close() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private DelayProxy(InetSocketAddress target, Duration oneWay) throws IOException {
        this.target = target;
        delay = oneWay.toNanos();
        selector = Selector.open();
        serverChannel = ServerSocketChannel.open();
        serverChannel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        serverChannel.configureBlocking(false);
        serverChannel.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** @param roundTrip total delay; each direction takes half */
    public static DelayProxy to(String host, int port, Duration roundTrip) {
        try {
            var line = new DelayProxy(new InetSocketAddress(host, port), roundTrip.dividedBy(2));
            var thread = new Thread(line::run, "delay-line");
            thread.setDaemon(true);
            thread.start();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy to " + host + ":" + port + " cannot be started", e);
        }
    }

    /** Changes the delay, also on open connections. */
    void roundTrip(Duration roundTrip) {
        delay = roundTrip.dividedBy(2).toNanos();
    }

    public int port() {
        return serverChannel.socket().getLocalPort();
    }

    @Override
    public void close() {
        closeQuietly(serverChannel);
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
                pairs.removeIf(pair -> !forward(pair));
            } catch (IOException | ClosedSelectorException closed) {
                // closed by close(), which the loop checks; errors of one connection end only that connection
            }
        }
        pairs.forEach(ProxiedPair::close);
    }

    private void waitForWork() throws IOException {
        long now = System.nanoTime();
        long until = pairs.stream().mapToLong(pair -> pair.untilNext(now)).min().orElse(Long.MAX_VALUE);
        if (until == Long.MAX_VALUE) selector.select();
        else if (until == 0) selector.selectNow();
        else selector.select(Math.max(1, until / 1_000_000));
    }

    private void connect() throws IOException {
        SocketChannel client = serverChannel.accept();
        if (client == null) return;
        SocketChannel server;
        try {
            server = SocketChannel.open(target);
        } catch (IOException refused) {
            closeQuietly(client);
            return;
        }
        var pair =
                new ProxiedPair(client, server, new DelayedStream(client, server), new DelayedStream(server, client));
        for (SocketChannel channel : List.of(client, server)) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        client.register(selector, SelectionKey.OP_READ, pair.out());
        server.register(selector, SelectionKey.OP_READ, pair.back());
        pairs.add(pair);
    }

    private void read(SelectionKey key) {
        var flow = (DelayedStream) key.attachment();
        try {
            flow.read(buffer, System.nanoTime() + delay);
            if (!flow.hasRoom()) key.interestOps(0);
        } catch (IOException broken) {
            key.cancel();
            closeQuietly(key.channel());
        }
    }

    /** Writes due data; false if the connection has ended. */
    private boolean forward(ProxiedPair pair) {
        try {
            long now = System.nanoTime();
            pair.out().write(now);
            pair.back().write(now);
            resumeReading(pair.client(), pair.out());
            resumeReading(pair.server(), pair.back());
            boolean broken = !pair.client().isOpen() || !pair.server().isOpen();
            if (!broken && !(pair.out().over() && pair.back().over())) return true;
        } catch (IOException broken) {
            // the other side is closed below
        }
        pair.close();
        return false;
    }

    private void resumeReading(SocketChannel channel, DelayedStream flow) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid() && flow.hasRoom() && key.interestOps() == 0) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private static void closeQuietly(Closeable what) {
        try {
            what.close();
        } catch (IOException closedAnyway) {
            // already closed
        }
    }
}
