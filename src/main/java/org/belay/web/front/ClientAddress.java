package org.belay.web.front;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.belay.platform.AddressRange;

/**
 * The network address of the client. Headers are used only from a trusted proxy, and read from the right: each proxy appends the address
 * that it saw, so everything before the first untrusted address may be forged by the client.
 */
final class ClientAddress {
    private final List<AddressRange> trusted;

    ClientAddress(List<AddressRange> trusted) {
        this.trusted = trusted;
    }

    boolean isTrusted(String remote) {
        return AddressRange.address(bare(remote)).filter(this::isTrusted).isPresent();
    }

    /**
     * @param remote the other end of the connection
     * @param forwardedFor the values of all {@code X-Forwarded-For} headers
     * @param forwarded the values of all {@code Forwarded} headers (RFC 7239)
     */
    String of(String remote, List<String> forwardedFor, List<String> forwarded) {
        List<String> hops = hops(forwardedFor);
        List<String> standard =
                hops(forwarded).stream().map(hop -> parameter(hop, "for")).toList();
        if (hops.isEmpty() || standard.isEmpty()) {
            return outermost(remote, hops.isEmpty() ? standard : hops);
        }
        String one = outermost(remote, hops);
        // a proxy writes one of the two headers and passes the other on unchanged: if they differ, use neither
        return one.equals(outermost(remote, standard)) ? one : remote;
    }

    private String outermost(String remote, List<String> hops) {
        String client = remote;
        List<String> fromTheRight = new ArrayList<>(hops);
        Collections.reverse(fromTheRight);
        for (String hop : fromTheRight) {
            Optional<InetAddress> before = AddressRange.address(bare(hop));
            if (!isTrusted(client) || before.isEmpty()) {
                break;
            }
            client = before.get().getHostAddress();
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> hops(List<String> headers) {
        List<String> all = new ArrayList<>();
        for (String header : headers) {
            for (String hop : header.split(",")) {
                if (!hop.isBlank()) all.add(hop.strip());
            }
        }
        return all;
    }

    /** The value of {@code for=} or {@code host=} in an element of {@code Forwarded}; "" without one. */
    static String parameter(String element, String name) {
        for (String pair : element.split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return pair.substring(equals + 1).strip().replace("\"", "");
            }
        }
        return "";
    }

    /** Without brackets, port and zone: {@code [2001:db8::1]:4711}, {@code 192.0.2.1:80}, {@code fe80::1%eth0}. */
    private static String bare(String written) {
        int zone = written.indexOf('%');
        String host = AllowedHosts.withoutPort(zone < 0 ? written : written.substring(0, zone));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
