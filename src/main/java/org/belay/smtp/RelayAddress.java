package org.belay.smtp;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Which relay, and how to speak to it.
 *
 * @param ehloName how we introduce ourselves: a domain name, or an address in brackets (RFC 5321 4.1.4)
 * @param overlap whether a transaction may be announced behind the dot of the one before, where the relay offers
 *     PIPELINING: legal (RFC 2920 3.1) and a round trip saved, but a relay that answers the dot and closes with the
 *     announcement unread may take the answer with it, and that is doubt
 * @param trust whose certificates to believe; empty: the Java installation's authorities
 */
public record RelayAddress(
        String host,
        int port,
        Security security,
        Optional<Credentials> credentials,
        String ehloName,
        Deadlines deadlines,
        Optional<SSLContext> trust,
        boolean overlap) {

    public RelayAddress {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "A relay needs a host and a port from 1 to 65535, not \"" + host + "\" and " + port + ".");
        }
        if (ehloName.isEmpty() || !ehloName.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("The EHLO name \"" + ehloName + "\" is not a host name.");
        }
    }

    public static RelayAddress of(String host, int port, Security security, String ehloName) {
        return new RelayAddress(
                host, port, security, Optional.empty(), ehloName, Deadlines.STANDARD, Optional.empty(), false);
    }

    public RelayAddress as(Credentials who) {
        return new RelayAddress(host, port, security, Optional.of(who), ehloName, deadlines, trust, overlap);
    }

    public RelayAddress within(Deadlines limits) {
        return new RelayAddress(host, port, security, credentials, ehloName, limits, trust, overlap);
    }

    public RelayAddress trusting(SSLContext authorities) {
        return new RelayAddress(
                host, port, security, credentials, ehloName, deadlines, Optional.of(authorities), overlap);
    }

    /** With {@link #overlap} switched on or off. */
    public RelayAddress overlapping(boolean allowed) {
        return new RelayAddress(host, port, security, credentials, ehloName, deadlines, trust, allowed);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
