package org.belay.response;

import java.util.Locale;
import java.util.Optional;

/** The Action field of a delivery status notification: what happened to the mail for one recipient (RFC 3464 2.3.3). */
public enum DsnAction {
    /** Delivery failed for good. The only action that marks a delivery as bounced. */
    FAILED,
    /** Not delivered yet; the server still retries. */
    DELAYED,
    DELIVERED,
    /** Relayed to a server that sends no further reports. */
    RELAYED,
    /** Sent to the members of a list or an alias. */
    EXPANDED;

    /** The action with this name; further words are ignored. Empty if there is none. */
    static Optional<DsnAction> of(String written) {
        String word = written.strip().toUpperCase(Locale.ROOT).replaceFirst("[^A-Z].*", "");
        for (DsnAction action : values()) {
            if (action.name().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
