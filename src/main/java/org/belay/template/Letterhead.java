package org.belay.template;

/**
 * Whose mail it is, at its head and foot.
 *
 * @param organisation {@code Tessamar}
 * @param sender {@code IT Communications}
 */
public record Letterhead(String organisation, String sender) {

    /** Both in a row; the sender's name alone if it begins with the organisation's. */
    String line() {
        if (organisation.isBlank() || sender.startsWith(organisation)) return sender;
        return sender.isBlank() ? organisation : organisation + " " + sender;
    }
}
