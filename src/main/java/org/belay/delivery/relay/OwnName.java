package org.belay.delivery.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** This machine's full name, as far as it knows it; a container's or a laptop's name is often no full one. */
final class OwnName {
    private static final Pattern FULL =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){1,20}[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private static Optional<String> known;

    private OwnName() {}

    /** Empty where the machine knows none: then its address does (RFC 5321 4.1.4). Asked once, for it may ask the DNS. */
    static synchronized Optional<String> full() {
        if (known == null) {
            known = asked();
        }
        return known;
    }

    private static Optional<String> asked() {
        try {
            InetAddress self = InetAddress.getLocalHost();
            return firstFull(self.getHostName(), self.getCanonicalHostName());
        } catch (UnknownHostException nameless) {
            return Optional.empty();
        }
    }

    /** The first of these that a relay could take. */
    static Optional<String> firstFull(String... names) {
        return Stream.of(names)
                .filter(name -> FULL.matcher(name.toLowerCase(Locale.ROOT)).matches())
                .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("localhost.")
                        && !name.toLowerCase(Locale.ROOT).endsWith(".localdomain"))
                .findFirst();
    }
}
