package org.belay.smtp;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A relay, and how to talk to it.
 *
 * @param ehloName our name: a domain name, or an address literal in brackets (RFC 5321 4.1.4); empty for the literal of
 *     the local address of the connection
 * @param trust certificates to trust and to present (see {@link Trust}); empty for the authorities of the Java
 *     installation. Use one context per relay: TLS sessions are resumed within it
 * @param overlap whether the envelope of the next transaction may be sent directly behind the final dot, if the relay
 *     announces PIPELINING. This is legal (RFC 2920 3.1) and saves a round trip, but a relay that replies to the dot
 *     and closes with the envelope unread may discard its reply, which leaves doubt
 * @param addresses resolves the host name
 */
public record RelayAddress(
        String host,
        int port,
        Security security,
        Optional<Credentials> credentials,
        String ehloName,
        Deadlines deadlines,
        Optional<SSLContext> trust,
        boolean overlap,
        Addresses addresses) {

    public RelayAddress {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "A relay needs a host and a port from 1 to 65535, not \"" + host + "\" and " + port + ".");
        }
        if (!ehloName.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("The EHLO name \"" + ehloName + "\" is not a host name.");
        }
    }

    public static RelayAddress of(String host, int port, Security security, String ehloName) {
        return new RelayAddress(
                host,
                port,
                security,
                Optional.empty(),
                ehloName,
                Deadlines.STANDARD,
                Optional.empty(),
                false,
                Addresses.OF_THIS_MACHINE);
    }

    public RelayAddress as(Credentials who) {
        return with(Optional.of(who), deadlines, trust, overlap, addresses);
    }

    public RelayAddress within(Deadlines limits) {
        return with(credentials, limits, trust, overlap, addresses);
    }

    public RelayAddress trusting(SSLContext context) {
        return with(credentials, deadlines, Optional.of(context), overlap, addresses);
    }

    /** With {@link #overlap} switched on or off. */
    public RelayAddress overlapping(boolean allowed) {
        return with(credentials, deadlines, trust, allowed, addresses);
    }

    public RelayAddress foundBy(Addresses resolver) {
        return with(credentials, deadlines, trust, overlap, resolver);
    }

    private RelayAddress with(
            Optional<Credentials> who,
            Deadlines limits,
            Optional<SSLContext> context,
            boolean overlapping,
            Addresses resolver) {
        return new RelayAddress(host, port, security, who, ehloName, limits, context, overlapping, resolver);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
