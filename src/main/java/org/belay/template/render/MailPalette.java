package org.belay.template.render;

import org.belay.platform.Colour;
import org.belay.platform.Settings;

/**
 * The organisation's colour for links and buttons.
 *
 * @param accent on light backgrounds
 * @param accentInTheDark lightened for dark backgrounds
 */
record MailPalette(String accent, String accentInTheDark) {
    private static final Colour DARK_GROUND = new Colour(0x21, 0x2C, 0x37);
    private static final double EASY_TO_READ = 7;

    static MailPalette of(Settings.MailBranding look) {
        return new MailPalette(
                look.colour().toString(),
                look.colour().withContrast(DARK_GROUND, EASY_TO_READ).toString());
    }
}
