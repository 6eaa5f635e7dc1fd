package org.belay.access.throttle;

/** The place of a client, for limits. */
public final class ClientPlace {
    private ClientPlace() {}

    /** An IPv6 site has 2^64 addresses or more, so its /64 counts as one place. */
    public static String of(String from) {
        String[] parts = from.split(":");
        return parts.length < 5 ? from : String.join(":", parts[0], parts[1], parts[2], parts[3]);
    }
}
