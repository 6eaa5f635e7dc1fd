package org.belay.template.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.belay.template.MailDom;
import org.belay.template.MailVariant;
import org.belay.template.SmallTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates, paths and addresses reach the reader as they were typed, in a value and in a template. */
class TypedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4. December 2026: the installer appears.\n1. January 2027: the old program stops.\n15. January 2027: the data is deleted.",
                "4. December 2026: the installer appears.\n\n1. January 2027: the old program stops.\n\n15. January 2027: deleted.",
                "1. Januar 2027: Umzug\n2. Januar 2027: Pause",
                "4. 12. 2026: stěhování\n5. 12. 2026: konec",
                "2026. december 4.: költözés\n2027. január 1.: vége",
                "21. julija: selitev",
                "1. led: začátek\n3. led: konec",
                " 4. December\n  1. January",
                "7. Weg A\n7. Weg B\n9. Weg C",
                "3) third\n1) first",
                "007. Bond\n008. Fleming",
                "1. und 2. Mai: zu\n1. und 15. Juni: zu",
                "1. - 3. mai: fermé\n1. - 5. juin: fermé",
                "+ 49 30 901820\n+ 49 40 428",
                "1986. Ein Jahr\n1987. Noch eins",
            })
    void numbers_before_lines_stay_as_typed_in_values_and_in_templates(String typed) {
        for (MailVariant mail : List.of(
                SmallTemplate.mailed("${steps}", "steps", typed),
                SmallTemplate.mailed(typed),
                SmallTemplate.mailed("${apps}", "apps", typed))) {
            for (String line : typed.strip().split("\n+ *")) {
                assertThat(spaced(mail.text())).contains(line);
                assertThat(words(mail)).contains(line);
            }
        }
    }

    @Test
    void a_date_at_the_start_of_a_wrapped_line_stays_in_its_sentence() {
        MailVariant mail = SmallTemplate.mailed("${steps}", "steps", "Remove it before\n1. January 2027, please.");

        assertThat(mail.text()).startsWith("Remove it before 1. January 2027, please.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"- 5 Grad", "- 273,15 °C", "+ 49 30 901820", "1. Stock", "1)", "3. Oktober", "1986. Ein Jahr"})
    void one_line_alone_keeps_the_sign_and_the_number_it_begins_with(String typed) {
        for (String body : List.of("${steps}", "Today: ${steps}, tomorrow more.")) {
            MailVariant mail = SmallTemplate.mailed(body, "steps", typed);

            assertThat(spaced(mail.text())).contains(typed);
            assertThat(words(mail)).contains(typed);
        }
        assertThat(words(SmallTemplate.mailed("${apps}", "apps", "- " + typed)))
                .contains(typed.replaceFirst("^[-+] ", ""));
    }

    @Test
    void numbers_of_a_list_stay_where_its_words_stand_in_a_sentence() {
        MailVariant mail = SmallTemplate.mailed("Do this: ${steps}", "steps", "1. Open it.\n2. Press Remove.");

        assertThat(mail.text()).startsWith("Do this: 1. Open it. 2. Press Remove.");
    }

    @Test
    void the_numbered_entries_of_a_list_keep_their_numbers_or_get_bullets_where_the_template_writes_them() {
        String steps = "1. Open it.\n2. Press Remove.";

        assertThat(SmallTemplate.mailed("${apps}", "apps", steps).text()).startsWith(steps);
        assertThat(SmallTemplate.mailed("<#list apps as one>\n- ${one}\n</#list>", "apps", steps)
                        .text())
                .startsWith("- Open it.\n- Press Remove.");
        assertThat(SmallTemplate.mailed("<#list apps as one>\n- ${one}\n</#list>", "apps", "1. Stock\n2. Stock")
                        .text())
                .startsWith("- 1. Stock\n- 2. Stock");
    }

    @Test
    void steps_are_a_list() {
        MailVariant mail = SmallTemplate.mailed("${steps}", "steps", "1. Open it.\n2. Press Remove.\n3. Confirm.");

        assertThat(mail.html()).contains("<ol");
        assertThat(mail.text()).startsWith("1. Open it.\n2. Press Remove.\n3. Confirm.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\\fileserver\\projects\\_archive_",
                "\\\\fileserver2\\new$",
                "\\\\server\\share_name_",
                "C:\\Users\\_name_\\*.doc",
                "%APPDATA%\\_x_\\.cache",
                "back\\slash",
                "a_b_c _d_ __e__ *f* g*h*i",
                "2 * 3 * 4 = 24",
                "`code` and ~~more~~",
                "&amp; &copy; &#65;",
                "<b>bold</b> <https>",
                "# of laptops: 5",
                "> quoted",
                "[1] and [note](see below) and ![x]",
                "[1]: https://example.org/a",
                "snake_case_name",
                "100 % \\_ sure\\",
            })
    void the_signs_of_a_value_stay_as_typed(String typed) {
        MailVariant mail = SmallTemplate.mailed("Look at ${steps} today.", "steps", "See " + typed);

        assertThat(spaced(mail.text())).contains("See " + typed + " today");
        assertThat(words(mail)).contains("See " + typed + " today");
        assertThat(spaced(SmallTemplate.mailed("${steps}", "steps", typed).text()))
                .contains(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\\fileserver\\projects\\_archive_",
                "\\\\server\\new$",
                "C:\\Users\\_name_\\x",
                "%APPDATA%\\_x_",
                "\\\\?\\C:\\_x_",
                "\\\\.\\pipe\\_x_",
                "www.example.org/_x_/_y_.pdf",
                "ftp://example.org/_x_y_",
                "file://server/_share_/x_",
                "/var/_log_/x_"
            })
    void paths_in_a_template_stay_as_typed(String path) {
        MailVariant mail = SmallTemplate.mailed("Copy **" + path + "** to _there_ \\<now> \\*.");

        assertThat(mail.text()).startsWith("Copy " + path + " to there <now> *.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:18341/_x_/plan",
                "http://127.0.0.1:18341/a/*b*/c.pdf",
                "https://intranet.example.org/x_y_z.pdf",
                "https://intranet.example.org/plan?a=1&b=2#c_d_",
                "https://example.org/Belay_(mailer)",
                "HTTPS://EXAMPLE.ORG/A__B__C",
                "https://[2001:db8::1]/x",
                "https://[::ffff:192.0.2.1]:8443/x",
                "https://[fe80::1%25eth0]/x",
                "https://example.org/~",
                "https://example.org/~anna",
                "https://münchen.example/straße",
            })
    void a_bare_address_is_a_link_to_itself(String address) {
        for (String sentence : List.of("Look at %s today.", "(%s)", "%s.", "See %s, then", "“%s”", "**%s**")) {
            String typed = sentence.formatted(address);
            String shown = typed.replace("**", "");
            for (MailVariant mail : List.of(
                    SmallTemplate.mailed("${steps}", "steps", typed),
                    SmallTemplate.mailed(typed),
                    SmallTemplate.mailed("- ${app}", "app", shown))) {
                assertThat(links(mail)).as(typed).contains(address);
                assertThat(spaced(mail.text())).contains(shown);
                assertThat(words(mail)).contains(shown);
            }
        }
    }

    @Test
    void an_address_in_a_link_text_leads_to_the_links_target() {
        MailVariant mail = SmallTemplate.mailed("${steps}", "steps", "[https://a.example/x](https://b.example/y)");

        assertThat(links(mail)).contains("https://b.example/y").doesNotContain("https://a.example/x");
    }

    @Property(tries = 300)
    void no_character_of_a_value_is_lost(@ForAll("typed") String typed) {
        assertThat(letters(words(SmallTemplate.mailed("${steps}", "steps", typed))))
                .contains(letters(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[c]: d [c]: d1.",
                "see [c]: d",
                "[1]: https://a.example/b [1] x",
                "[1]: https://a.example/b\n\nsee [1] and [x][1] and ![1]",
            })
    void brackets_without_a_target_behind_them_stay_as_typed(String typed) {
        MailVariant mail = SmallTemplate.mailed("${steps}", "steps", typed);

        assertThat(spaced(mail.text())).contains(spaced(typed));
        assertThat(words(mail)).contains(spaced(typed));
    }

    /** Asterisks may become bold, brackets a link, and dashes bullets; all other characters must be printed. */
    private static String letters(String text) {
        return text.replaceAll("[\\s*()\\[\\]+-]", "");
    }

    @Provide
    Arbitrary<String> typed() {
        return Arbitraries.of(
                        "4. December",
                        "1.",
                        "2)",
                        "\n",
                        "\n\n",
                        " ",
                        "\\",
                        "_",
                        "*",
                        "**",
                        "`",
                        "&lt;",
                        "<",
                        ">",
                        "#",
                        "=",
                        "---",
                        "http://a.example/_b_",
                        "word",
                        "\\\\srv\\x_",
                        "[a]",
                        "(b)",
                        "[c]: d",
                        "~",
                        "!",
                        ":",
                        "| ",
                        "\t",
                        "é",
                        "    ")
                .list()
                .ofMaxSize(12)
                .map(parts -> "x " + String.join("", parts) + " y");
    }

    private static List<String> links(MailVariant mail) {
        return MailDom.all(MailDom.parse(mail.html()), "a").stream()
                .map(link -> link.getAttribute("href").replace("%28", "(").replace("%29", ")"))
                .toList();
    }

    private static String words(MailVariant mail) {
        String body = MailDom.all(
                        MailDom.parse(mail.html().replace("<br />", "\n").replaceAll("(<(?:p|li|h\\d|td)\\b)", "\n$1")),
                        "body")
                .stream()
                .map(org.w3c.dom.Element::getTextContent)
                .collect(Collectors.joining());
        return spaced(body);
    }

    private static String spaced(String text) {
        return text.replaceAll("[\\s\u00a0]+", " ");
    }
}
