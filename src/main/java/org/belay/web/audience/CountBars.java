package org.belay.web.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.belay.audience.ValueCount;

/**
 * How many people have each value of an attribute, as bars.
 *
 * @param attribute {@code department}, {@code country}, {@code language} or {@code domain}
 * @param more number of values that are not shown, and of their people
 */
public record CountBars(String attribute, List<CountBar> bars, int more, long morePeople) {
    private static final int SHOWN = 8;

    /** @param width of the bar, an SVG length; the most frequent value has the whole width */
    public record CountBar(String value, long people, String width) {}

    static List<CountBars> of(Map<String, List<ValueCount>> counts) {
        var all = new ArrayList<CountBars>();
        counts.forEach((attribute, values) -> all.add(of(attribute, values)));
        return all;
    }

    static CountBars of(String attribute, List<ValueCount> values) {
        long most = values.stream().mapToLong(ValueCount::people).max().orElse(1);
        var bars = values.stream()
                .limit(SHOWN)
                .map(value -> new CountBar(
                        value.value(),
                        value.people(),
                        String.format(Locale.ROOT, "%.1f%%", Math.max(1, 100.0 * value.people() / most))))
                .toList();
        long rest = values.stream().skip(SHOWN).mapToLong(ValueCount::people).sum();
        return new CountBars(attribute, bars, Math.max(0, values.size() - SHOWN), rest);
    }
}
