package org.belay.audience.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.audience.person.Person;
import org.junit.jupiter.api.Test;

class SourceRowReaderTest {
    private final List<Person> people = new ArrayList<>();

    @Test
    void values_are_trimmed_and_normalised() {
        SourceFindings findings = read(row(
                "email", " Ann@Example.ORG ",
                "givenName", "Ann",
                "familyName", "\u00a0Lee ",
                "language", "German",
                "country", "Deutschland",
                "office", "Floor 2\r\n  Desk 7",
                "empty", " "));

        assertThat(people.get(0).address().text()).isEqualTo("Ann@example.org");
        assertThat(people.get(0).name()).isEqualTo("Ann Lee");
        assertThat(people.get(0).attributes())
                .isEqualTo(Map.of(
                        "givenName", "Ann",
                        "familyName", "Lee",
                        "fullName", "Ann Lee",
                        "language", "de",
                        "country", "DE",
                        "office", "Floor 2 Desk 7"));
        assertThat(findings.attributes()).containsExactly("country", "familyName", "givenName", "language", "office");
    }

    @Test
    void a_row_that_cannot_be_used_is_left_out_and_named() {
        SourceFindings findings = read(
                row("name", "No Address"),
                row("email", "ann.example.org"),
                row("email", "ann@example.org", "name", "A\u0007nn"),
                row("email", "bob@example.org", "name", "x".repeat(1_001)),
                row("email", "cem@example.org", "language", "Klingonian"),
                row("email", "CEM@example.org"));

        assertThat(people).extracting(person -> person.address().text()).containsExactly("cem@example.org");
        assertThat(findings.rows()).isEqualTo(6);
        assertThat(findings.bad()).isEqualTo(5);
        assertThat(findings.duplicates()).isEqualTo(1);
        assertThat(findings.leftOut().stream()
                        .map(LeftOutRow::sentence)
                        .map(sentence -> sentence.replaceAll("x{10,}", "xx")))
                .containsExactly(
                        "row, email: is empty",
                        "row, email: \"ann.example.org\" has no @",
                        "row, name: \"AU+0007nn\" has a control character (U+0007)",
                        "row, name: \"xx…\" is longer than 1,000 characters",
                        "row, email: \"CEM@example.org\" is also the address of an earlier one");
        assertThat(findings.notes()).hasSize(1).first().asString().contains("\"Klingonian\" (1)", "no language");
    }

    @Test
    void the_list_of_rows_left_out_is_bounded() {
        SourceRow bad = row("email", "");

        SourceFindings findings = read(Collections.nCopies(1_500, bad).toArray(SourceRow[]::new));

        assertThat(findings.bad()).isEqualTo(1_500);
        assertThat(findings.leftOut()).hasSize(1_000);
    }

    private SourceFindings read(SourceRow... rows) {
        return SourceRowReader.read(
                sink -> {
                    List.of(rows).forEach(sink);
                    return "";
                },
                people::add);
    }

    private static SourceRow row(String... namesAndValues) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) values.put(namesAndValues[i], namesAndValues[i + 1]);
        return new SourceRow("row", values);
    }
}
