package org.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ColourTest {
    private static final Colour BLACK = new Colour(0, 0, 0);

    @Test
    void contrast_follows_wcag() {
        assertThat(Colour.WHITE.contrast(BLACK)).isEqualTo(21);
        assertThat(Colour.of("#767676").orElseThrow().contrast(Colour.WHITE)).isCloseTo(4.54, within(0.01));
        assertThat(Colour.of("#0B5590").orElseThrow().contrast(Colour.WHITE)).isCloseTo(7.74, within(0.01));
    }

    @Test
    void a_colour_has_six_hexadecimal_digits() {
        assertThat(Colour.of("#0b5590")).hasToString("Optional[#0B5590]");
        assertThat(Colour.of("red")).isEmpty();
        assertThat(Colour.of("#fff")).isEmpty();
        assertThat(Colour.of("#0B5590;")).isEmpty();
    }

    @Property
    void every_colour_can_be_adjusted_to_the_contrast_on_light_and_dark_backgrounds(
            @ForAll @IntRange(max = 255) int red,
            @ForAll @IntRange(max = 255) int green,
            @ForAll @IntRange(max = 255) int blue) {
        var colour = new Colour(red, green, blue);
        assertThat(colour.withContrast(Colour.WHITE, 4.5).contrast(Colour.WHITE))
                .isGreaterThanOrEqualTo(4.5);
        assertThat(colour.withContrast(BLACK, 7).contrast(BLACK)).isGreaterThanOrEqualTo(7);
    }
}
