package org.belay.response;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * What the fields of a recipient say. A status of class 2 is a success, whatever the action. Only the action {@code failed}, or a status
     * of class 5 without an action, is a failure: a word that RFC 3464 does not define never is (docs/faults.md, B12).
     *
     * @param written the Action field; words after the first are ignored
     * @param status enhanced status code (RFC 3463); may be empty
     * @return empty if the fields have neither a known action nor a status
     */
    static Optional<DsnAction> of(String written, String status) {
        String word = written.strip().toUpperCase(Locale.ROOT).replaceFirst("[^A-Z].*", "");
        Optional<DsnAction> defined =
                Stream.of(values()).filter(action -> action.name().equals(word)).findFirst();
        if (status.startsWith("2")) {
            return Optional.of(defined.filter(action -> action != FAILED && action != DELAYED)
                    .orElse(DELIVERED));
        }
        if (defined.isPresent() || status.isEmpty()) {
            return defined;
        }
        return Optional.of(word.isEmpty() && status.startsWith("5") ? FAILED : DELAYED);
    }
}
