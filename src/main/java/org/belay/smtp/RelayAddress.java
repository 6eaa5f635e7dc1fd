package org.belay.smtp;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Which relay, and how to speak to it.
 *
 * @param ehloName how we introduce ourselves: a domain name, or an address in brackets (RFC 5321 4.1.4); empty: the address in brackets
 *     from which the connection comes
 * @param trust whose certificates to believe and which to show (see {@link Trust}); empty: the Java installation's
 *     authorities. One context a relay: TLS sessions are resumed within it
 * @param overlap whether a transaction may be announced behind the dot of the one before, where the relay offers
 *     PIPELINING: legal (RFC 2920 3.1) and a round trip saved, but a relay that answers the dot and closes with the
 *     announcement unread may take the answer with it, and that is doubt
 * @param addresses finds the host's addresses
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
