package org.belay.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds a relay's addresses; asked anew for each connection. */
@FunctionalInterface
public interface Addresses {

    /**
     * As this Java resolves names. It remembers an address for 30 s, and that there is none for 10 s, unless the security
     * properties {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl} say otherwise.
     */
    Addresses OF_THIS_MACHINE = InetAddress::getAllByName;

    /** All addresses, in the order in which to try them. */
    InetAddress[] of(String host) throws UnknownHostException;
}
