package org.belay.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenCharacterTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x200B, 0x200E, 0x202E, 0x2028, 0x2029, 0x2066, 0x2069,
                0xFEFF, 0xE000, 0xE0041, 0x378
            })
    void x31_a_hidden_character_is_named(int hidden) {
        assertThat(HiddenCharacter.in("Nora" + Character.toString(hidden) + "Lind"))
                .contains("U+%04X".formatted(hidden));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nora Lind", "Zoë O’Brien-Šťastná", "李雷", "می\u200cخواهم", "👩\u200d💻 team", "الموظفون"})
    void names_of_people_and_lists_are_visible(String name) {
        assertThat(HiddenCharacter.in(name)).isEmpty();
    }
}
