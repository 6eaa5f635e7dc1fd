package org.belay.web.front;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.belay.platform.Settings;

/**
 * The host names that Belay accepts: those of {@code public-url} and {@code http.host-names}, loopback names, and the local address of the
 * connection. A site that points its own name to Belay (DNS rebinding) uses none of them.
 */
final class AllowedHosts {
    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    AllowedHosts(Settings settings) {
        names.add(lower(settings.publicUrl().getHost()));
        names.add(lower(settings.http().address()));
        settings.http().hostNames().forEach(name -> names.add(lower(name)));
    }

    /**
     * @param host the Host header, with or without a port; null if there is none (HTTP/1.0)
     * @param arrivedAt local address of the connection
     */
    boolean allow(String host, String arrivedAt) {
        if (host == null) {
            return true;
        }
        String name = lower(withoutPort(host));
        return names.contains(name)
                || name.equals(lower(arrivedAt))
                || name.equals("[" + lower(arrivedAt) + "]")
                || (name.endsWith(".") && names.contains(name.substring(0, name.length() - 1)));
    }

    /** Last value of {@code X-Forwarded-Host} or {@code Forwarded}, which the nearest proxy has added. */
    static String last(List<String> values) {
        String all = values.isEmpty() ? "" : values.get(values.size() - 1);
        return all.substring(all.lastIndexOf(',') + 1).strip();
    }

    static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean isPort = colon > host.lastIndexOf(']') && colon == host.indexOf(':') || host.lastIndexOf("]:") >= 0;
        return isPort ? host.substring(0, colon) : host;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
