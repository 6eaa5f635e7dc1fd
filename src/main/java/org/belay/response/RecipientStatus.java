package org.belay.response;

import java.util.List;
import java.util.Optional;

/**
 * The status of one recipient, as a report gives it.
 *
 * @param original address as Belay sent it (Original-Recipient, RFC 3464 2.3.1); empty if not reported
 * @param others other addresses of the recipient, most likely first
 * @param status enhanced status code (RFC 3463), such as 5.1.1; empty if not reported
 * @param diagnostic reply of the server that refused the mail, on one line; empty if not reported
 */
public record RecipientStatus(
        Optional<String> original, List<String> others, DsnAction action, String status, String diagnostic) {

    private static final int MAX_DIAGNOSTIC = 500;

    public RecipientStatus {
        others = List.copyOf(others);
        String line = diagnostic.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        diagnostic = line.length() > MAX_DIAGNOSTIC ? line.substring(0, MAX_DIAGNOSTIC - 1) + "…" : line;
    }

    /** The address to show; empty if the report names none. */
    public String address() {
        return original.or(() -> others.stream().findFirst()).orElse("");
    }

    /** Whether the failure means that the address does not exist, so that another attempt is useless. */
    public boolean isDeadAddress() {
        return action == DsnAction.FAILED && BounceClassifier.isDeadAddress(status, diagnostic);
    }

    /** Status code and reply of the server: "5.1.1 550 no such user". */
    public String reason() {
        String both = diagnostic.contains(status) ? diagnostic : (status + " " + diagnostic).strip();
        return both.isEmpty() ? "no reason given" : both;
    }
}
