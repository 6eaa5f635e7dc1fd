package org.belay.web.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class StackedBarTest {

    @Property
    void a_state_with_people_has_a_visible_part_and_the_parts_fill_the_bar(
            @ForAll @Size(min = 1, max = 7) List<@LongRange(max = 100_000) Long> counts) {
        var bar = StackedBar.of(counts.stream()
                .map(n -> new StackedBar.BarShare("accepted", n, "#"))
                .toList());

        assertThat(bar.pieces())
                .hasSize((int) counts.stream().filter(n -> n > 0).count());
        assertThat(bar.pieces())
                .allSatisfy(p -> assertThat(percent(p.width())).isGreaterThanOrEqualTo(StackedBar.MIN_WIDTH - 0.01));
        if (!bar.pieces().isEmpty()) {
            double end =
                    bar.pieces().stream().mapToDouble(p -> percent(p.width())).sum();
            assertThat(end).isBetween(99.9, 100.1);
        }
    }

    private static double percent(String length) {
        return Double.parseDouble(length.replace("%", ""));
    }
}
