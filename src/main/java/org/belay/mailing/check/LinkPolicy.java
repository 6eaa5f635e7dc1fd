package org.belay.mailing.check;

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
public record LinkPolicy(List<String> allowedHosts, Function<URI, Optional<String>> probe) {

    /** A policy that probes no link. */
    public static LinkPolicy withoutProbe(List<String> hosts) {
        return new LinkPolicy(hosts, link -> Optional.empty());
    }

    public boolean isAllowed(String host) {
        return allowedHosts.stream().anyMatch(allowed -> host.equals(allowed) || host.endsWith("." + allowed));
    }
}
