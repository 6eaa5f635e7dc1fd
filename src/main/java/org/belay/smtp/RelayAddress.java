package org.belay.smtp;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Which relay, and how to speak to it.
 *
 * @param ehloName how we introduce ourselves: a domain name, or an address in brackets (RFC 5321 4.1.4)
 * @param trust whose certificates to believe; empty: the Java installation's authorities
 */
public record RelayAddress(
        String host,
        int port,
        Security security,
        Optional<Credentials> credentials,
        String ehloName,
        Deadlines deadlines,
        Optional<SSLContext> trust) {

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
        return new RelayAddress(host, port, security, Optional.empty(), ehloName, Deadlines.STANDARD, Optional.empty());
    }

    public RelayAddress as(Credentials who) {
        return new RelayAddress(host, port, security, Optional.of(who), ehloName, deadlines, trust);
    }

    public RelayAddress within(Deadlines limits) {
        return new RelayAddress(host, port, security, credentials, ehloName, limits, trust);
    }

    public RelayAddress trusting(SSLContext authorities) {
        return new RelayAddress(host, port, security, credentials, ehloName, deadlines, Optional.of(authorities));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
