package org.belay.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People are found by the name that is typed, also where it is written otherwise in the list. */
class PeopleSearchIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    private static final List<List<String>> TYPED_AND_FOUND = List.of(
            List.of("Lindstrom", "Eva Lindström"),
            List.of("Lindström", "Olle Lindstrom"),
            List.of("LINDSTRÖM", "Eva Lindström"),
            List.of("lindstro\u0308m eva", "Eva Lindström"),
            List.of("Lodz", "Jan Łodź"),
            List.of("STRASSE", "Uwe Straße"),
            List.of("Soren", "Søren Æbelø"),
            List.of("aebelo", "Søren Æbelø"),
            List.of("J.P.Balkenende", "J. P. Balkenende"),
            List.of("j.p. balkenende", "J. P. Balkenende"),
            List.of("O'Neil", "Sean O’Neil"),
            List.of("O’Neil", "Sean O’Neil"),
            List.of("oneil", "Sean O’Neil"),
            List.of("ИВАНОВ", "Пётр Иванов"),
            List.of("петр", "Пётр Иванов"),
            List.of("100%", "Ann 100% Real"),
            List.of("p0@", "Eva Lindström"));

    @Test
    void a_name_is_found_with_or_without_its_accents_signs_and_case() {
        TestMailing circular = belay.mailing(8);
        String domain = "@" + circular.domain();
        List<String> names = List.of(
                "Eva Lindström",
                "Olle Lindstrom",
                "Jan Łodź",
                "Uwe Straße",
                "Søren Æbelø",
                "J. P. Balkenende",
                "Sean O’Neil",
                "Пётр Иванов",
                "Ann 100% Real");
        var csv = new StringBuilder("email,name\n");
        for (int i = 0; i < names.size(); i++) {
            csv.append("p")
                    .append(i)
                    .append(domain)
                    .append(',')
                    .append(names.get(i))
                    .append('\n');
        }
        circular.importCsv(circular.domain(), csv.toString());
        PeopleSearch search = belay.bean(PeopleSearch.class);

        for (List<String> one : TYPED_AND_FOUND) {
            assertThat(search.find(one.get(0), "", 100))
                    .as(one.get(0))
                    .extracting(PeopleSearch.FoundPerson::name)
                    .contains(one.get(1))
                    .hasSizeLessThan(4);
        }
        assertThat(search.find("Balkenende Lindstrom", "", 10)).isEmpty();
        assertThat(search.find("' .", "", 10)).isEmpty();
    }

    @Test
    void the_database_folds_a_text_as_belay_does() {
        for (String text : List.of(
                "Ångström", "ǅ ﬁ ½ ①", "İstanbul ILI ıi", "ΆΈ Ωμέγα", "한글 李雷", "ẞß ŒœÆæ", "`a´b'c’d", "ĐđÐð Łł Øø")) {
            String sql = belay.sql()
                    .sql("SELECT " + SearchText.sql("CAST(:text AS text)"))
                    .param("text", text)
                    .query(String.class)
                    .single();
            assertThat(sql).as(text).isEqualTo(SearchText.of(text));
        }
    }
}
