package org.belay.response;

import java.util.List;
import java.util.Optional;

/**
 * What a report says of one recipient.
 *
 * @param original as Belay wrote the address, where the servers on the way kept it (Original-Recipient)
 * @param others the addresses it may have become, the best guess first
 * @param status RFC 3463, such as 5.1.1; empty where none is said
 * @param diagnostic the words of the server that refused, on one line; empty where there are none
 */
public record Said(Optional<String> original, List<String> others, Action action, String status, String diagnostic) {

    private static final int LONGEST = 500;

    public Said {
        others = List.copyOf(others);
        String line = diagnostic.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        diagnostic = line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }

    /** The address that a reader is shown; empty where the report names none. */
    public String address() {
        return original.or(() -> others.stream().findFirst()).orElse("");
    }

    /** Whether nobody is there: another try, and another day, would change nothing. */
    public boolean hard() {
        return action == Action.FAILED && Finality.isDead(status, diagnostic);
    }

    /** "5.1.1 550 no such user", in the server's own words. */
    public String reason() {
        String both = diagnostic.contains(status) ? diagnostic : (status + " " + diagnostic).strip();
        return both.isEmpty() ? "no reason given" : both;
    }
}
