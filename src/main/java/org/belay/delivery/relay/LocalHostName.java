package org.belay.delivery.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fully qualified host name of this machine, as far as it knows one; the name of a container or laptop often is
 * not.
 */
final class LocalHostName {
    private static final Pattern FULL_NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){1,20}[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private static @Nullable Optional<String> cached;

    private LocalHostName() {}

    /**
     * Empty if the machine knows none: then its address is used (RFC 5321 4.1.4). Looked up once, because it may query
     * the DNS.
     */
    static synchronized Optional<String> fullName() {
        Optional<String> known = cached;
        if (known == null) {
            known = lookUp();
            cached = known;
        }
        return known;
    }

    private static Optional<String> lookUp() {
        try {
            InetAddress self = InetAddress.getLocalHost();
            return firstFullName(self.getHostName(), self.getCanonicalHostName());
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    /** The first of these that a relay would accept. */
    static Optional<String> firstFullName(String... names) {
        return Stream.of(names)
                .filter(name -> FULL_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches())
                .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("localhost.")
                        && !name.toLowerCase(Locale.ROOT).endsWith(".localdomain"))
                .findFirst();
    }
}
