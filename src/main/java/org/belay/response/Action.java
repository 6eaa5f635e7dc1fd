package org.belay.response;

import java.util.Locale;
import java.util.Optional;

/** What became of a mail for one recipient, as a report says it (RFC 3464 2.3.3). */
public enum Action {
    /** Given up: nobody tries again. The only one that changes a delivery. */
    FAILED,
    /** Not yet; it is still being tried. */
    DELAYED,
    DELIVERED,
    /** Handed on to a server that reports nothing more. */
    RELAYED,
    /** Handed on to the members of a list or an alias. */
    EXPANDED;

    static Optional<Action> of(String written) {
        String word = written.strip().toUpperCase(Locale.ROOT).replaceFirst("[^A-Z].*", "");
        for (Action action : values()) {
            if (action.name().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
