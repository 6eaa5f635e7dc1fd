package org.belay.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.belay.testkit.internal.ClientSocket;
import org.belay.testkit.internal.ListeningPort;

/** The port of a relay, its open connections, and what they share: script, defaults, accepted messages, observations. */
final class RelayConnections {
    final FaultScript script = new FaultScript();
    final RelayDefaults defaults = new RelayDefaults();
    final RelayObservations observed = new RelayObservations();
    final AcceptedMessages accepted;
    final ListeningPort port;
    private final Set<RelayDialogue> open = ConcurrentHashMap.newKeySet();

    RelayConnections(InetAddress address, RelayRecord record) {
        accepted = new AcceptedMessages(record, defaults);
        port = new ListeningPort(address, this::connected);
    }

    /** Resets all connections and refuses new ones. */
    void close() {
        port.close();
        open.forEach(RelayDialogue::disconnect);
    }

    /** The number of open connections that are older than this one. */
    int olderThan(int connection) {
        return (int)
                open.stream().filter(other -> other.connection() < connection).count();
    }

    void ended(RelayDialogue dialogue) {
        open.remove(dialogue);
    }

    private void connected(Socket client, int onPort) {
        int number = observed.connections.incrementAndGet();
        try {
            var dialogue = new RelayDialogue(new ClientSocket(client, observed::addProtocolError), this, number);
            open.add(dialogue);
            ListeningPort.thread("faulty-relay-" + onPort + "-" + number, dialogue);
        } catch (IOException gone) {
            // the connection ended before the banner; the client sees that
        }
    }
}
