package org.belay.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The stacked bar of delivery states. A segment with at least one person is never narrower than {@value #LEAST} per cent, so that four
 * uncertain deliveries among thousands are visible.
 */
public record Bar(List<Piece> pieces) {
    static final double LEAST = 1.2;

    /** Number of people in a state. */
    public record Share(String state, long count, String href) {}

    /** One drawn segment; {@code x} and {@code width} are SVG lengths such as {@code 40.77%}. */
    public record Piece(String state, long count, String href, String x, String width) {}

    static Bar of(List<Share> shares) {
        List<Share> seen = shares.stream().filter(s -> s.count() > 0).toList();
        long total = seen.stream().mapToLong(Share::count).sum();
        double[] widths = seen.stream()
                .mapToDouble(s -> Math.max(LEAST, 100.0 * s.count() / total))
                .toArray();
        double tooMuch = Arrays.stream(widths).sum() - 100;
        int widest = widest(widths);
        var pieces = new ArrayList<Piece>();
        double x = 0;
        for (int i = 0; i < widths.length; i++) {
            double width = i == widest ? widths[i] - tooMuch : widths[i];
            Share s = seen.get(i);
            pieces.add(new Piece(s.state(), s.count(), s.href(), length(x), length(width)));
            x += width;
        }
        return new Bar(List.copyOf(pieces));
    }

    private static int widest(double[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            widest = widths[i] > widths[widest] ? i : widest;
        }
        return widest;
    }

    private static String length(double percent) {
        return String.format(Locale.ROOT, "%.2f%%", percent);
    }
}
