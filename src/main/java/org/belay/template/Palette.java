package org.belay.template;

import org.belay.platform.Colour;
import org.belay.platform.Settings;

/**
 * The organisation's colour for links and buttons.
 *
 * @param accent on light backgrounds
 * @param accentInTheDark lightened for dark backgrounds
 */
record Palette(String accent, String accentInTheDark) {
    private static final Colour DARK_GROUND = new Colour(0x21, 0x2C, 0x37);
    private static final double EASY_TO_READ = 7;

    static Palette of(Settings.Look look) {
        return new Palette(
                look.colour().toString(),
                look.colour().standingOut(DARK_GROUND, EASY_TO_READ).toString());
    }
}
