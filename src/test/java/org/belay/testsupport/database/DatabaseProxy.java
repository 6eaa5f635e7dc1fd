package org.belay.testsupport.database;

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
 * A proxy between one server process and PostgreSQL that understands enough of the protocol to hold or reset a
 * connection at a statement.
 *
 * <pre>{@code
 * Trap lost = proxy.trap(COMMITTED, "INSERT INTO attempt").cut();  // the answer to the commit never arrives
 * Trap held = proxy.trap(BEFORE, "UPDATE attempt");
 * held.awaitCatch();
 * … kill the process …
 * held.cut();
 * }</pre>
 */
public final class DatabaseProxy implements AutoCloseable {
    private volatile int database;
    private final List<StatementTrap> traps = new CopyOnWriteArrayList<>();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;
    private volatile int port;

    /** @param database port of PostgreSQL on the loopback address */
    public DatabaseProxy(int database) {
        this.database = database;
        listen(0);
    }

    public int port() {
        return port;
    }

    /** @param statement a regular expression; white space in the statement is reduced to single blanks */
    public StatementTrap trap(StatementTrap.TrapPoint moment, String statement) {
        var trap = new StatementTrap(moment, Pattern.compile(statement, Pattern.CASE_INSENSITIVE));
        traps.add(trap);
        return trap;
    }

    /** Releases all caught connections and removes all traps. */
    public void forgetTraps() {
        traps.forEach(StatementTrap::release);
        traps.clear();
    }

    /** Closes every connection, like the death of the process behind it. */
    public void cutAll() {
        connections.forEach(ProxiedConnection::cut);
        traps.forEach(StatementTrap::cut);
        traps.clear();
    }

    /**
     * Stops forwarding on all open connections in both directions, without closing or resetting them, like a host
     * without power or a firewall that lost its state. The server keeps their locks. New connections work.
     */
    public void swallowOpenConnections() {
        connections.forEach(ProxiedConnection::swallow);
    }

    /** Closes all connections and refuses new ones: for this process the database is down. */
    public void goAway() {
        close(door);
        cutAll();
    }

    public void comeBack() {
        listen(port);
    }

    /** After {@link #goAway}: listens again and forwards to another server. */
    public void comeBack(int otherDatabase) {
        database = otherDatabase;
        comeBack();
    }

    @Override
    public void close() {
        goAway();
    }

    Optional<StatementTrap> catches(StatementTrap.TrapPoint here, String statement) {
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
                // the loop condition tells whether the port was closed or one client failed
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
