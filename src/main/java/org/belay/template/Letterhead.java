package org.belay.template;

import org.belay.platform.Settings;

/**
 * The sender shown in the header and footer of a mail.
 *
 * @param organisation {@code TessamarCompany}
 * @param sender {@code IT Communications}
 * @param look its colour and logo
 */
public record Letterhead(String organisation, String sender, Settings.MailBranding look) {

    /** With default colour and no logo. */
    public Letterhead(String organisation, String sender) {
        this(organisation, sender, Settings.MailBranding.PLAIN);
    }

    /** Organisation and sender in one line; the sender alone if it begins with the organisation's name. */
    public String senderLine() {
        if (organisation.isBlank() || sender.startsWith(organisation)) return sender;
        return sender.isBlank() ? organisation : organisation + " " + sender;
    }

    /** The text beside the logo: the sender without the organisation's name, which the logo shows. */
    public String besideLogo() {
        return sender.startsWith(organisation)
                ? sender.substring(organisation.length()).strip()
                : sender;
    }
}
