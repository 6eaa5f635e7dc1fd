package org.belay.platform;

import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;

/** An RGB colour, each component from 0 to 255. */
public record Colour(int red, int green, int blue) {
    /** The minimum contrast of text by WCAG 2.2, 1.4.3. */
    public static final double READABLE = 4.5;

    public static final Colour WHITE = new Colour(255, 255, 255);
    private static final int STEPS = 100;
    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

    /** Parses {@code #0B5590}; empty for any other form. */
    public static Optional<Colour> of(String text) {
        if (!HEX.matcher(text).matches()) return Optional.empty();
        int rgb = Integer.parseInt(text.substring(1), 16);
        return Optional.of(new Colour(rgb >> 16, rgb >> 8 & 255, rgb & 255));
    }

    /** Contrast ratio by WCAG 2.2, from 1 (equal) to 21 (black and white). */
    public double contrast(Colour other) {
        double some = luminance();
        double more = other.luminance();
        return (Math.max(some, more) + 0.05) / (Math.min(some, more) + 0.05);
    }

    /** This colour, or the nearest of its hue that has the contrast to the background: darker on light, lighter on dark. */
    public Colour withContrast(Colour background, double contrast) {
        boolean onLight = background.luminance() > 0.18;
        for (int step = 0; step < STEPS; step++) {
            Colour tried = onLight ? darker(step) : lighter(step);
            if (tried.contrast(background) >= contrast) return tried;
        }
        return onLight ? new Colour(0, 0, 0) : WHITE;
    }

    private Colour darker(int step) {
        double share = 1 - (double) step / STEPS;
        return part(it -> it * share);
    }

    /** First raises the brightness within the hue, then mixes in white: white alone would turn it grey. */
    private Colour lighter(int step) {
        double brightest = 255.0 / Math.max(1, Math.max(red, Math.max(green, blue)));
        double share = 2.0 * step / STEPS;
        if (share <= 1) return part(it -> it * (1 + (brightest - 1) * share));
        return part(it -> it * brightest + (255 - it * brightest) * (share - 1));
    }

    private Colour part(DoubleUnaryOperator change) {
        return new Colour(
                (int) Math.round(change.applyAsDouble(red)), (int) Math.round(change.applyAsDouble(green)), (int)
                        Math.round(change.applyAsDouble(blue)));
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "#%02X%02X%02X", red, green, blue);
    }
}
