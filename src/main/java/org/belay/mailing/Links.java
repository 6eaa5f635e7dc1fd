package org.belay.mailing;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which hosts links may lead to, and what earlier probes of links found.
 *
 * @param hosts allowed hosts, each with its subdomains: {@code example.org} includes {@code hr.example.org}
 * @param answering the problem with a link; empty if it can be reached, or was not probed
 */
record Links(List<String> hosts, Function<URI, Optional<String>> answering) {

    /** A policy that probes no link. */
    static Links only(List<String> hosts) {
        return new Links(hosts, link -> Optional.empty());
    }

    boolean allowed(String host) {
        return hosts.stream().anyMatch(allowed -> host.equals(allowed) || host.endsWith("." + allowed));
    }
}
