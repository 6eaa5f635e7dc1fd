package org.belay.web.front;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.belay.platform.Settings;

/**
 * The names that Belay answers to: that of {@code public-url}, those of {@code http.host-names}, this machine's loopback, and the address
 * at which the connection arrived. A page of another site whose name was pointed here (DNS rebinding) has none of them.
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
     * @param arrivedAt the address of this machine that the connection was made to
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

    /** As a proxy handed it over: the last of {@code X-Forwarded-Host} or of {@code Forwarded}. */
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
