package org.belay.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Stands between one server process and PostgreSQL and understands as much of the protocol as it takes to hold or to tear a
 * connection at a statement.
 *
 * <pre>{@code
 * Trap lost = proxy.trap(COMMITTED, "INSERT INTO attempt").cut();  // the commit's answer never arrives
 * Trap held = proxy.trap(BEFORE, "UPDATE attempt");
 * held.awaitCatch();
 * … kill the process …
 * held.cut();
 * }</pre>
 */
public final class DatabaseProxy implements AutoCloseable {
    private volatile int database;
    private final List<Trap> traps = new CopyOnWriteArrayList<>();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;
    private volatile int port;

    /** @param database PostgreSQL's port on the loopback address */
    public DatabaseProxy(int database) {
        this.database = database;
        listen(0);
    }

    public int port() {
        return port;
    }

    /** @param statement a regular expression; any white space of the statement is one blank */
    public Trap trap(Trap.Moment moment, String statement) {
        var trap = new Trap(moment, Pattern.compile(statement, Pattern.CASE_INSENSITIVE));
        traps.add(trap);
        return trap;
    }

    /** Lets go whatever is caught, and catches nothing more. */
    public void forgetTraps() {
        traps.forEach(Trap::release);
        traps.clear();
    }

    /** Tears every connection, as the death of the process behind it would. */
    public void cutAll() {
        connections.forEach(ProxiedConnection::cut);
        traps.forEach(Trap::cut);
        traps.clear();
    }

    /**
     * From here on nothing passes through the connections that are open, in either direction, and none is closed or reset, as where a host
     * loses its power or a firewall forgets them. The server keeps what they hold. New connections work.
     */
    public void swallowOpenConnections() {
        connections.forEach(ProxiedConnection::swallow);
    }

    /** Tears all connections and refuses new ones: for this process the database is down. */
    public void goAway() {
        close(door);
        cutAll();
    }

    public void comeBack() {
        listen(port);
    }

    /** After {@link #goAway}: comes back and leads to another server. */
    public void comeBack(int otherDatabase) {
        database = otherDatabase;
        comeBack();
    }

    @Override
    public void close() {
        goAway();
    }

    Optional<Trap> catches(Trap.Moment here, String statement) {
        return traps.stream().filter(trap -> trap.fits(here, statement)).findFirst();
    }

    void ended(ProxiedConnection connection) {
        connections.remove(connection);
    }

    private void listen(int wanted) {
        try {
            var listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 100);
            door = listening;
            port = listening.getLocalPort();
            ProxiedConnection.thread("database-proxy-" + port, () -> receive(listening));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                try {
                    var connection =
                            new ProxiedConnection(this, client, new Socket(InetAddress.getLoopbackAddress(), database));
                    connections.add(connection);
                    connection.start();
                } catch (IOException databaseIsDown) {
                    client.close();
                }
            } catch (IOException closed) {
                // the loop's condition tells whether it was the door or just one client
            }
        }
    }

    private static void close(ServerSocket door) {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
