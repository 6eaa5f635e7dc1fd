package org.belay.testkit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The listening port of the relay; it can be closed and opened again with the same number. */
public final class ListeningPort {

    /** Handles a new connection, on its own thread. */
    public interface ConnectionHandler {
        void accept(Socket client, int port);
    }

    private static final String NOT_OPEN = "open() was not called";

    private final InetAddress address;
    private final ConnectionHandler host;
    private volatile @Nullable ServerSocket open;
    private volatile @Nullable Thread receiver;
    private volatile int port;

    public ListeningPort(InetAddress address, ConnectionHandler host) {
        this.address = address;
        this.host = host;
    }

    public int port() {
        return port;
    }

    public void open(int wanted) {
        try {
            var listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(address, wanted), 200);
            open = listening;
            port = listening.getLocalPort();
            receiver = thread("faulty-relay-" + port, () -> receive(listening));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The relay cannot listen on " + address.getHostAddress() + " port " + wanted + ": "
                            + e.getMessage(),
                    e);
        }
    }

    public void reopen() {
        open(port);
    }

    public void close() {
        try {
            Objects.requireNonNull(open, NOT_OPEN).close();
        } catch (IOException e) {
            throw new UncheckedIOException("The relay's port cannot be closed.", e);
        }
        // the kernel keeps listening while a thread is in accept(), long enough on a busy machine to accept one more
        // connection
        Thread thread = Objects.requireNonNull(receiver, NOT_OPEN);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void receive(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                if (listening.isClosed()) {
                    socket.close();
                    return;
                }
                host.accept(socket, port);
            } catch (IOException closed) {
                // the loop condition tells whether the port was closed or one connection failed
            }
        }
    }

    public static Thread thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
