package org.belay.smtp;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.belay.smtp.tls.TlsTrust;

/**
 * A relay, and how to talk to it.
 *
 * @param ehloName our name: a domain name, or an address literal in brackets (RFC 5321 4.1.4); empty for the literal of
 *     the local address of the connection
 * @param trust certificates to trust and to present (see {@link TlsTrust}); empty for the authorities of the Java
 *     installation. Use one context per relay: TLS sessions are resumed within it
 * @param overlap whether the envelope of the next transaction may be sent directly behind the final dot, if the relay
 *     announces PIPELINING. This is legal (RFC 2920 3.1) and saves a round trip, but a relay that replies to the dot
 *     and closes with the envelope unread may discard its reply, which leaves the mail uncertain
 * @param addresses resolves the host name
 */
public record RelayAddress(
        String host,
        int port,
        TransportSecurity security,
        Optional<RelayCredentials> credentials,
        String ehloName,
        StageDeadlines deadlines,
        Optional<SSLContext> trust,
        boolean overlap,
        AddressResolver addresses) {

    public RelayAddress {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "A relay needs a host and a port from 1 to 65535, not \"" + host + "\" and " + port + ".");
        }
        if (!ehloName.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("The EHLO name \"" + ehloName + "\" is not a host name.");
        }
    }

    public static RelayAddress of(String host, int port, TransportSecurity security, String ehloName) {
        return new RelayAddress(
                host,
                port,
                security,
                Optional.empty(),
                ehloName,
                StageDeadlines.STANDARD,
                Optional.empty(),
                false,
                AddressResolver.OF_THIS_MACHINE);
    }

    public RelayAddress withCredentials(RelayCredentials who) {
        return with(Optional.of(who), deadlines, trust, overlap, addresses);
    }

    public RelayAddress withDeadlines(StageDeadlines limits) {
        return with(credentials, limits, trust, overlap, addresses);
    }

    public RelayAddress withTrust(SSLContext context) {
        return with(credentials, deadlines, Optional.of(context), overlap, addresses);
    }

    /** With {@link #overlap} switched on or off. */
    public RelayAddress withOverlap(boolean allowed) {
        return with(credentials, deadlines, trust, allowed, addresses);
    }

    public RelayAddress withResolver(AddressResolver resolver) {
        return with(credentials, deadlines, trust, overlap, resolver);
    }

    private RelayAddress with(
            Optional<RelayCredentials> who,
            StageDeadlines limits,
            Optional<SSLContext> context,
            boolean overlapping,
            AddressResolver resolver) {
        return new RelayAddress(host, port, security, who, ehloName, limits, context, overlapping, resolver);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
