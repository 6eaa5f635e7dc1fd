package org.belay.directory.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.belay.directory.selection.SelectionNode.AllOf;
import org.belay.directory.selection.SelectionNode.AnyOf;
import org.belay.directory.selection.SelectionNode.HasValue;
import org.belay.directory.selection.SelectionNode.InAudience;
import org.belay.directory.selection.SelectionNode.IsEmpty;
import org.belay.directory.selection.SelectionNode.NotIn;
import org.belay.directory.selection.SelectionNode.OfMailing;
import org.belay.platform.RequestRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionParserTest {

    @Test
    void and_and_but_bind_more_than_or() {
        assertThat(parse("in \"All staff\" and country is DE or in Contractors but not in Board"))
                .isEqualTo(new AnyOf(List.of(
                        new AllOf(List.of(new InAudience("All staff"), new HasValue("country", List.of("DE")))),
                        new AllOf(List.of(new InAudience("Contractors"), new NotIn(new InAudience("Board")))))));
        assertThat(parse("in A and (in B or in C)"))
                .isEqualTo(new AllOf(
                        List.of(new InAudience("A"), new AnyOf(List.of(new InAudience("B"), new InAudience("C"))))));
    }

    @Test
    void conditions_are_in_words() {
        assertThat(parse("department is not Legal Affairs"))
                .isEqualTo(new NotIn(new HasValue("department", List.of("Legal Affairs"))));
        assertThat(parse("department is one of HR, \"Research and Development\", IT"))
                .isEqualTo(new HasValue("department", List.of("HR", "Research and Development", "IT")));
        assertThat(parse("\"cost centre\" is not empty")).isEqualTo(new NotIn(new IsEmpty("cost centre")));
        assertThat(parse("country is Germany")).isEqualTo(new HasValue("country", List.of("DE")));
        assertThat(parse("timezone is not W. Europe Standard Time"))
                .isEqualTo(new NotIn(new HasValue("timezone", List.of("Europe/Berlin"))));
        assertThat(parse("language is French")).isEqualTo(new HasValue("language", List.of("fr")));
    }

    @Test
    void history_is_an_operand() {
        assertThat(parse("got M-0147")).isEqualTo(new OfMailing(MailingHistory.GOT, 147));
        assertThat(parse("May Have m-0147")).isEqualTo(new OfMailing(MailingHistory.MAY_HAVE, 147));
        assertThat(parse("in A but did not get 147"))
                .isEqualTo(new AllOf(List.of(new InAudience("A"), new OfMailing(MailingHistory.DID_NOT_GET, 147))));
        assertThat(parse("in A and not got M-1"))
                .isEqualTo(new AllOf(List.of(new InAudience("A"), new NotIn(new OfMailing(MailingHistory.GOT, 1)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''| character 1: expected in",
                "in| character 3: expected the name of an audience, found the end",
                "in \"All staff| character 4: the quotation mark that begins here is not closed",
                "in A and| character 9: expected in",
                "in A country is DE| character 14: expected and, or, but not, or the end, found \"is\"",
                "in A and country DE| character 10: expected in",
                "country is| character 11: expected a value",
                "country is and| character 12: expected a value",
                "(in A| character 6: expected a closing parenthesis, found the end",
                "in A)| character 5: expected and, or, but not, or the end, found \")\"",
                "got everything| character 5: expected the number of a mailing",
                "country is DE,| character 15: expected a value"
            })
    void a_mistake_is_named_with_its_place(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(RequestRefused.class)
                .hasMessageStartingWith("Selection, " + message.strip())
                .hasMessageEndingWith("Nothing was changed.");
    }

    @Test
    void any_text_is_a_selection_or_one_clear_mistake() {
        var random = new Random(20_261_201);
        String[] words = {
            "in", "and", "or", "but", "not", "is", "(", ")", ",", "\"", "A", "got", "M-1", "may have", "empty"
        };
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--)
                text.append(words[random.nextInt(words.length)]).append(' ');
            try {
                parse(text.toString());
            } catch (RequestRefused mistake) {
                assertThat(mistake).hasMessageStartingWith("Selection, character ");
            }
        }
    }

    @Test
    void depth_and_length_are_bounded() {
        assertThatThrownBy(() -> parse("(".repeat(1_000) + "in A" + ")".repeat(1_000)))
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> parse("not ".repeat(900) + "in A")).hasMessageContaining("nested");
        assertThatThrownBy(() -> parse("in " + "A".repeat(5_000))).hasMessageContaining("4000 characters");
        assertThatCode(() -> parse("in A" + " or in A".repeat(400))).doesNotThrowAnyException();
    }

    private static SelectionNode parse(String text) {
        return SelectionParser.parse(text);
    }
}
