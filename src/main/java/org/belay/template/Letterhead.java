package org.belay.template;

import org.belay.platform.Settings;

/**
 * Whose mail it is, at its head and foot.
 *
 * @param organisation {@code Tessamar}
 * @param sender {@code IT Communications}
 * @param look its colour and logo
 */
public record Letterhead(String organisation, String sender, Settings.Look look) {

    /** Without a colour or logo of its own. */
    public Letterhead(String organisation, String sender) {
        this(organisation, sender, Settings.Look.PLAIN);
    }

    /** Both in a row; the sender's name alone if it begins with the organisation's. */
    String line() {
        if (organisation.isBlank() || sender.startsWith(organisation)) return sender;
        return sender.isBlank() ? organisation : organisation + " " + sender;
    }

    /** What stands beside the logo, which says the organisation's name. */
    String besideLogo() {
        return sender.startsWith(organisation)
                ? sender.substring(organisation.length()).strip()
                : sender;
    }
}
