package org.belay.audience.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.belay.audience.table.FileKind;

/** No address of a typed list is lost in silence. */
class TypedListTest {
    private static final Pattern ADDRESS = Pattern.compile("[a-z]++@example\\.org");

    @Example
    void two_named_addresses_without_a_separator_are_a_wrong_row() {
        for (String typed : List.of(
                "Ann Lee <ann@example.org> Bob Roe <bob@example.org>",
                "Bob \"x <bob@example.org>; Ann <ann@example.org>",
                "bob@example.org Ann <ann@example.org>")) {
            var people = new ArrayList<String>();
            assertThat(read(typed, people).badRows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.problem())
                            .contains("\" may hold more than one address; write one address a line"));
            assertThat(people).isEmpty();
        }
    }

    @Example
    void a_name_may_be_the_address_itself() {
        var people = new ArrayList<String>();
        String typed = "\"'Ann@example.org'\" <ann@example.org>; bob@example.org <bob@example.org>";

        assertThat(read(typed, people).clean()).isTrue();
        assertThat(people).containsExactly("ann@example.org", "bob@example.org");
    }

    @Property(tries = 2_000)
    void no_address_is_lost_without_a_finding(@ForAll("lists") String typed) {
        var people = new ArrayList<String>();
        var findings = read("zoe@example.org\n" + typed, people);

        String read = String.join(" ", people).toLowerCase(Locale.ROOT);
        if (findings.clean()) {
            assertThat(ADDRESS.matcher(typed).results().map(MatchResult::group))
                    .as(typed)
                    .allMatch(read::contains);
        }
    }

    @Provide
    Arbitrary<String> lists() {
        return Arbitraries.of(
                        "ann@example.org",
                        "bob@example.org",
                        "cem@example.org",
                        "<dan@example.org>",
                        "Eve <eve@example.org>",
                        "Lee",
                        "\"Roe, Fay\" ",
                        "\"",
                        "'",
                        "\\",
                        "<",
                        ">",
                        ",",
                        ";",
                        " ",
                        "\t",
                        "\n",
                        "(",
                        ")")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private static FileFindings read(String typed, List<String> people) {
        var file = PeopleFile.of("list", new ByteArrayInputStream(typed.getBytes(UTF_8)));
        return PeopleFileReader.read(
                file.kind(FileKind.TYPED_LIST),
                person -> people.add(person.address().text()));
    }
}
