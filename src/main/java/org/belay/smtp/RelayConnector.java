package org.belay.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/** Connects to one of a relay's addresses, in their order, within one deadline. */
final class RelayConnector {
    /**
     * Limit for an address that is not the last: a lost SYN is repeated after 1 s, and an unreachable address (IPv6 on
     * a host without IPv6) must not use up the time of the next one.
     */
    private static final Duration MAX_TRY = Duration.ofSeconds(2);

    private final RelayAddress relay;

    RelayConnector(RelayAddress relay) {
        this.relay = relay;
    }

    Socket connect() throws IOException {
        long end = System.nanoTime() + relay.deadlines().at(SmtpStage.CONNECT).toNanos();
        InetAddress[] addresses = addresses();
        IOException failed = null;
        for (int i = 0; i < addresses.length; i++) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            int remaining = addresses.length - 1 - i;
            long limit = remaining == 0 ? left : Math.min(MAX_TRY.toMillis(), left / (remaining + 1));
            try {
                return connect(addresses[i], (int) Math.max(1, limit));
            } catch (IOException e) {
                failed = e;
            }
        }
        String which = addresses.length > 1 ? " (the last of " + addresses.length + " addresses)" : "";
        throw new IOException((failed == null ? "no time was left" : failed.getMessage()) + which, failed);
    }

    private InetAddress[] addresses() throws IOException {
        try {
            InetAddress[] found = relay.addresses().of(relay.host());
            if (found.length > 0) {
                return found;
            }
            throw new UnknownHostException(relay.host());
        } catch (UnknownHostException e) {
            throw new IOException("no address is known for this name", e);
        }
    }

    private Socket connect(InetAddress address, int millis) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, relay.port()), millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
