package org.belay.platform.database;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * A socket factory with a write time-out. Read time-outs do not apply to writes: if the peer is gone, a write blocks
 * for about 15 minutes once the buffers of the operating system are full. A watch thread closes such a socket. The
 * JDBC driver creates this class by name.
 */
public final class WriteTimeoutSocketFactory extends SocketFactory {
    private static final Set<BoundedSocket> writing = ConcurrentHashMap.newKeySet();

    private final Duration limit;

    public WriteTimeoutSocketFactory() {
        this(ConnectionPools.BRIEF_STATEMENT);
    }

    WriteTimeoutSocketFactory(Duration limit) {
        this.limit = limit;
        WriteWatch.started();
    }

    @Override
    public Socket createSocket() {
        return new BoundedSocket(limit.toNanos());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(InetAddress.getByName(host), port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(local, localPort));
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    private static final class BoundedSocket extends Socket {
        private final long limitNanos;
        private volatile long since;

        BoundedSocket(long limitNanos) {
            this.limitNanos = limitNanos;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    since = System.nanoTime();
                    writing.add(BoundedSocket.this);
                    try {
                        out.write(bytes, from, length);
                    } finally {
                        writing.remove(BoundedSocket.this);
                    }
                }

                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }
            };
        }

        /** Closes the plain socket, also under TLS: closing the TLS socket would wait for the write. */
        void closeIfStuck() {
            if (System.nanoTime() - since > limitNanos) {
                try {
                    close();
                } catch (IOException closed) {
                    // closed, as intended
                }
            }
        }
    }

    /** Started with the first factory. */
    private static final class WriteWatch {
        private static final long EVERY_MILLIS = 250;

        static {
            var thread = new Thread(WriteWatch::run, "belay-database-writes");
            thread.setDaemon(true);
            thread.start();
        }

        static void started() {
            // the class is initialised by now
        }

        private static void run() {
            try {
                while (true) {
                    writing.forEach(BoundedSocket::closeIfStuck);
                    Thread.sleep(EVERY_MILLIS);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
