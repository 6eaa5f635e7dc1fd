package org.belay.mailing;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known of the places that links lead to.
 *
 * @param hosts those that links may lead to, with everything below them: {@code example.org} covers {@code hr.example.org}
 * @param answering what is wrong with a place that was asked; empty if it answers, or was not asked
 */
record Links(List<String> hosts, Function<URI, Optional<String>> answering) {

    /** Without asking anybody. */
    static Links only(List<String> hosts) {
        return new Links(hosts, link -> Optional.empty());
    }

    boolean allowed(String host) {
        return hosts.stream().anyMatch(one -> host.equals(one) || host.endsWith("." + one));
    }
}
