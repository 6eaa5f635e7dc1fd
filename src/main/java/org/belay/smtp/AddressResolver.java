package org.belay.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves the host name of a relay; called for each connection. */
@FunctionalInterface
public interface AddressResolver {

    /**
     * The resolver of this Java runtime. It caches an address for 30 s, and a failure for 10 s, unless the security
     * properties {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl} are set.
     */
    AddressResolver OF_THIS_MACHINE = InetAddress::getAllByName;

    /**
     * All addresses, in the order in which to try them.
     *
     * @throws UnknownHostException if the name has no address
     */
    InetAddress[] of(String host) throws UnknownHostException;
}
