package org.belay.web.sending;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The stacked bar of delivery states. A segment with at least one person is never narrower than {@value #LEAST} per cent, so that four
 * uncertain deliveries among thousands are visible.
 */
public record StackedBar(List<BarSegment> pieces) {
    static final double MIN_WIDTH = 1.2;

    /** Number of people in a state. */
    public record BarShare(String state, long count, String href) {}

    /** One drawn segment; {@code x} and {@code width} are SVG lengths such as {@code 40.77%}. */
    public record BarSegment(String state, long count, String href, String x, String width) {}

    static StackedBar of(List<BarShare> shares) {
        List<BarShare> seen = shares.stream().filter(s -> s.count() > 0).toList();
        long total = seen.stream().mapToLong(BarShare::count).sum();
        double[] widths = seen.stream()
                .mapToDouble(s -> Math.max(MIN_WIDTH, 100.0 * s.count() / total))
                .toArray();
        double tooMuch = Arrays.stream(widths).sum() - 100;
        int widest = widest(widths);
        var pieces = new ArrayList<BarSegment>();
        double x = 0;
        for (int i = 0; i < widths.length; i++) {
            double width = i == widest ? widths[i] - tooMuch : widths[i];
            BarShare s = seen.get(i);
            pieces.add(new BarSegment(s.state(), s.count(), s.href(), length(x), length(width)));
            x += width;
        }
        return new StackedBar(List.copyOf(pieces));
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
