package org.belay.lab.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * One measured figure.
 *
 * @param what description of the figure
 * @param values one per round, in order
 */
public record BenchFigure(String what, List<Double> values, String unit) {

    public static BenchFigure of(String what, double value, String unit) {
        return new BenchFigure(what, List.of(value), unit);
    }

    /** The figure with one more round. */
    public BenchFigure withRound(double value) {
        var more = new ArrayList<>(values);
        more.add(value);
        return new BenchFigure(what, more, unit);
    }

    /** The median of the rounds. */
    public double median() {
        return quantile(0.5);
    }

    /** @param share 0 for the minimum, 1 for the maximum */
    public double quantile(double share) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }

    /** Formats with three significant digits, which is the precision of a round. */
    public static String shown(double value) {
        if (value != 0 && Math.abs(value) < 0.095) return String.format(Locale.ROOT, "%.3f", value);
        if (Math.abs(value) < 10) return String.format(Locale.ROOT, "%.2f", value);
        if (Math.abs(value) < 100) return String.format(Locale.ROOT, "%.1f", value);
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
