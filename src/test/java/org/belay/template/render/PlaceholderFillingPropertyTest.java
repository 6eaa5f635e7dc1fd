package org.belay.template.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.belay.placeholder.Placeholder;
import org.belay.template.AttributeGroup;
import org.belay.template.AuthoredValues;
import org.belay.template.MailDom;
import org.belay.template.MailVariant;
import org.belay.template.PlaceholderFilling;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.w3c.dom.Document;

class PlaceholderFillingPropertyTest {
    private static final TemplateVersion TEMPLATE =
            SmallTemplate.template().file("notice.md", """
                    ---
                    subject: 'About ${app} for ${person.givenName!"you & <us>"}'
                    preview: '${person.givenName!"*"}, ${app}'
                    ---
                    # For ${person.givenName!"colleague"}

                    Hello **${person.givenName!"O'Brien"}** <#if person.familyName?has_content>${person.familyName}</#if>,
                    *${person.office!"the *office*"}*${app}.

                    ::: summary
                    Who: ${person.givenName!"you"} of ${person.department!"your *own* department"}
                    What about ${app}: ${steps}
                    :::

                    <#list apps as one>
                    ${one?counter}. ${one} for ${person.givenName!"you"}<#if person.office?has_content>, ${person.office}</#if>
                    <#else>
                    Nothing for ${person.familyName!"no name"}.
                    </#list>

                    <#list apps as one>${one}<#sep> & ${person.office!"*"}, </#list> ${seats} ${remote} ${apps?size}

                    <#if person.country == "DE">- in ${person.office!"Germany"}<#else>> elsewhere</#if>
                    """).read();

    /** docs/promises.md I7: filling the placeholders of a reviewed text gives what the person reads. */
    @Property(tries = 300)
    void filling_a_variants_placeholders_gives_what_rendering_that_person_alone_gives(
            @ForAll("people") Map<String, String> person, @ForAll("values") String value) {
        AuthoredValues values =
                SmallTemplate.values("app", value, "steps", value, "apps", value, "seats", "12345.6", "remote", "yes");
        List<AttributeGroup> group = List.of(new AttributeGroup(person, 1));

        MailVariant variant = TemplateCompiler.preview(TEMPLATE, TemplatePart.NOTICE, values, group)
                .variants()
                .get(0);
        MailVariant alone = TemplateCompiler.forPerson(TEMPLATE, TemplatePart.NOTICE, values, person);

        assertThat(spaced(PlaceholderFilling.text(variant.subject(), person))).isEqualTo(spaced(alone.subject()));
        assertThat(spaced(PlaceholderFilling.text(variant.text(), person))).isEqualTo(spaced(alone.text()));
        Document filled = MailDom.parse(PlaceholderFilling.html(variant.html(), person));
        Document whole = MailDom.parse(alone.html());
        assertThat(filled.isEqualNode(whole))
                .as("%s%n%s", variant.html(), alone.html())
                .isTrue();
    }

    /** Values never change the structure of the mail. */
    @Property(tries = 300)
    void no_value_and_no_name_changes_the_shape_of_a_mail(
            @ForAll("people") Map<String, String> person, @ForAll("lines") String value) {
        MailVariant variant =
                TemplateCompiler.forPerson(TEMPLATE, TemplatePart.NOTICE, SmallTemplate.values("app", value), person);
        MailVariant plain =
                TemplateCompiler.forPerson(TEMPLATE, TemplatePart.NOTICE, SmallTemplate.values("app", "x"), as(person));

        assertThat(shape(variant)).isEqualTo(shape(plain));
        assertThat(variant.subject()).doesNotContain("\n").doesNotContain("\r");
        assertThat(variant.html()).doesNotContainIgnoringCase("<script").doesNotContain("onerror=\"");
        assertThat(Placeholder.in(variant.html() + variant.text() + variant.subject()))
                .isEmpty();
    }

    /** A person who reads the same variant, with a plain name. */
    private static Map<String, String> as(Map<String, String> person) {
        return Map.of(
                "country",
                person.get("country"),
                "familyName",
                person.get("familyName").isBlank() ? "" : "x");
    }

    private static List<String> shape(MailVariant variant) {
        return MailDom.all(MailDom.parse(variant.html()), "*").stream()
                // a web address in a value is a link to itself
                .filter(element -> !element.getTagName().equals("a")
                        || !element.getTextContent().equals(element.getAttribute("href")))
                .map(element -> element.getTagName() + " " + element.getAttribute("style"))
                .toList();
    }

    private static String spaced(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    @Provide
    Arbitrary<Map<String, String>> people() {
        // the code that fills placeholders refuses private-use and control characters
        Arbitrary<String> name = Arbitraries.oneOf(
                nasty().map(text -> text.replaceAll("[\uE000-\uE004\t]", "")
                        .replaceAll(" +", " ")
                        .strip()),
                Arbitraries.of("Siobhán", "李雷", "عمر", "Łukasz", ""));
        return Combinators.combine(name, name, name, Arbitraries.of("DE", "GB", ""))
                .as((given, family, office, country) -> Map.of(
                        "givenName",
                        given,
                        "familyName",
                        family,
                        "office",
                        office,
                        "country",
                        country,
                        "language",
                        "en"));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(lines(), nasty().list().ofMaxSize(4).map(lines -> String.join("\n", lines)));
    }

    @Provide
    Arbitrary<String> lines() {
        return nasty().filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit));
    }

    private static Arbitrary<String> nasty() {
        Arbitrary<String> pieces = Arbitraries.of(Stream.of(
                        "<script>alert(1)</script>",
                        "<img src=x onerror=alert(1)>",
                        "</p></td>",
                        "<b>",
                        "&amp;",
                        "&#60;",
                        "&",
                        "\"",
                        "'",
                        "*",
                        "**",
                        "_",
                        "`",
                        "```",
                        "#",
                        "1.",
                        "-",
                        ">",
                        "|",
                        "\\",
                        "[x](javascript:alert(1))",
                        "[a]: https://example.org",
                        "<https://example.org>",
                        "!",
                        "~~~",
                        ":::",
                        "::: summary",
                        "---",
                        "===",
                        "${app}",
                        "<#if x>",
                        "#{1}",
                        "\uE000givenName\uE001",
                        "\uE0030\uE004",
                        "\uE003",
                        "x:",
                        "What: y",
                        "👩‍💻",
                        "مرحبا",
                        "\u202E",
                        "ß",
                        "İ",
                        "$1",
                        "%s",
                        "\t",
                        " ",
                        "O'Brien",
                        "Ann",
                        "=",
                        "+",
                        "@",
                        "{{x}}")
                .toList());
        return pieces.list().ofMinSize(1).ofMaxSize(5).map(parts -> String.join("", parts));
    }
}
