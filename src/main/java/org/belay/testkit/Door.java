package org.belay.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Where connections come in; can be shut and opened again on the same port. */
final class Door {

    /** Meets whoever comes in, on a thread of the guest's own. */
    interface Host {
        void meet(Socket guest, int port);
    }

    private final InetAddress address;
    private final Host host;
    private volatile ServerSocket open;
    private volatile Thread receiver;
    private volatile int port;

    Door(InetAddress address, Host host) {
        this.address = address;
        this.host = host;
    }

    int port() {
        return port;
    }

    void open(int wanted) {
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

    void reopen() {
        open(port);
    }

    void shut() {
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The relay's port cannot be closed.", e);
        }
        // the kernel keeps listening for as long as a thread stands in accept(), which on a busy machine is long enough
        // to let one more guest in
        boolean interrupted = false;
        while (receiver.isAlive()) {
            try {
                receiver.join();
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
                host.meet(socket, port);
            } catch (IOException closed) {
                // the loop's condition tells whether it was the door or just one guest
            }
        }
    }

    static Thread thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
