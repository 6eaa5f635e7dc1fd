package org.belay.template.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.belay.placeholder.Placeholder;
import org.belay.template.AuthoredValues;
import org.belay.template.MailDom;
import org.belay.template.MailVariant;
import org.belay.template.ShippedMailings;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateFolder;
import org.belay.template.files.TemplateReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Properties of every mail, independent of the mail program. */
class RenderedMailTest {

    static List<MailVariant> shipped() {
        return TemplateFolder.folders(ShippedMailings.FOLDER).stream()
                .map(TemplateReader::read)
                .flatMap(template -> List.of(TemplatePart.values()).stream()
                        .flatMap(part -> ShippedMailings.compiled(template, part).variants().stream()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void the_html_is_well_formed_says_its_language_and_has_one_title_and_heading(MailVariant variant) {
        Document html = MailDom.parse(variant.html());

        assertThat(html.getDocumentElement().getAttribute("lang")).isEqualTo(variant.language());
        assertThat(html.getDocumentElement().getAttribute("dir")).isEqualTo("ltr");
        assertThat(MailDom.all(html, "title"))
                .hasSize(1)
                .first()
                .extracting(Element::getTextContent)
                .isEqualTo(variant.subject());
        assertThat(MailDom.all(html, "h1")).hasSize(1);
        assertThat(variant.html().length()).isLessThan(40_000);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void tables_are_for_layout_except_the_summary_whose_rows_have_headers(MailVariant variant) {
        List<Element> tables = MailDom.all(MailDom.parse(variant.html()), "table");
        List<Element> data = tables.stream()
                .filter(table -> !table.getAttribute("role").equals("presentation"))
                .toList();

        assertThat(data).hasSize(1);
        int rows = data.get(0).getElementsByTagName("tr").getLength();
        assertThat(rows).isGreaterThanOrEqualTo(3);
        assertThat(data.get(0).getElementsByTagName("th").getLength()).isEqualTo(rows);
        assertThat(variant.html().split("scope=\"row\"", -1)).hasSize(rows + 1);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void no_line_of_text_is_longer_than_72_columns_and_no_markup_is_left(MailVariant variant) {
        assertThat(Placeholder.withDefaults(variant.text()).lines()).allMatch(line -> line.length() <= 72);
        assertThat(variant.text()).doesNotContain("**").doesNotContain("](").doesNotContain(":::");
    }

    @Test
    void the_summary_has_columns_and_leaves_out_rows_without_an_answer() {
        String text = SmallTemplate.mailed(
                        "::: summary\nWhat: ${app}\nBy when: ${deadline}\nA long question?: Yes,\n  and more.\n:::")
                .text();
        assertThat(text).startsWith("What               TikTok\nA long question?   Yes, and more.\n");
    }

    @Test
    void links_are_written_out() {
        assertThat(SmallTemplate.mailed(
                                "Read [the rules](https://example.org/rules) or ask ${contact}.",
                                "contact",
                                "it@example.org")
                        .text())
                .startsWith("Read the rules (https://example.org/rules) or ask it@example.org.");
        assertThat(SmallTemplate.body(SmallTemplate.mailed("Ask ${contact}.", "contact", "it@example.org")))
                .contains("href=\"mailto:it@example.org\"");
    }

    @Test
    void an_authors_steps_become_a_list_and_their_html_stays_text() {
        MailVariant mail =
                SmallTemplate.mailed("${steps}", "steps", "1. Hold **it**.\n2. <b>Confirm</b>.\n\n<div>x</div>");

        assertThat(SmallTemplate.body(mail))
                .contains("<ol ")
                .contains("<strong>it</strong>")
                .contains("&lt;b&gt;Confirm");
        assertThat(MailDom.all(MailDom.parse(mail.html()), "b")).isEmpty();
        assertThat(mail.text()).startsWith("1. Hold it.\n2. <b>Confirm</b>.\n\n<div>x</div>");
    }

    @Test
    void a_star_in_a_value_stays_a_star() {
        MailVariant mail =
                SmallTemplate.mailed("About *${app}*, **${app}** and `${app}`.", "app", "*x* _y_ `z` &amp; <i>");
        assertThat(mail.text())
                .startsWith("About *x* _y_ `z` &amp; <i>, *x* _y_ `z` &amp; <i> and *x* _y_ `z` &amp;\n<i>.");
        assertThat(MailDom.parse(mail.html()).getDocumentElement().getTextContent())
                .contains("About *x* _y_ `z` &amp; <i>, *x* _y_ `z` &amp; <i> and *x* _y_ `z` &amp; <i>.");
    }

    @Test
    void no_value_breaks_a_header() {
        TemplateVersion template = SmallTemplate.template()
                .file("notice.md", SmallTemplate.mail("About ${app}", "x"))
                .read();
        AuthoredValues values = SmallTemplate.values("app", "x\r\nBcc: all@example.org\u2028y");
        assertThat(TemplateCompiler.preview(template, TemplatePart.NOTICE, values, List.of(SmallTemplate.people(1)))
                        .variant(1)
                        .subject())
                .isEqualTo("About x Bcc: all@example.org y");
    }

    @Test
    void only_links_that_lead_somewhere_harmless_are_links() {
        String steps =
                "[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) [d](https://example.org/?a=1&b=2)";
        List<String> targets =
                MailDom.all(
                                MailDom.parse(SmallTemplate.mailed("${steps}", "steps", steps)
                                        .html()),
                                "a")
                        .stream()
                        .map(link -> link.getAttribute("href"))
                        .toList();
        assertThat(targets)
                .contains("https://example.org/?a=1&b=2")
                .noneMatch(target -> target.matches("(?i)(javascript|data):.*"));
    }

    @Test
    void a_language_that_runs_from_right_to_left_says_so() {
        TemplateVersion template = SmallTemplate.template()
                .file("template.yaml", SmallTemplate.YAML + "language: ar\n")
                .read();
        MailVariant mail = TemplateCompiler.compile(
                        template, TemplatePart.NOTICE, SmallTemplate.values(), List.of(SmallTemplate.people(1)))
                .variant(1);
        assertThat(mail.html()).contains("<html lang=\"ar\" dir=\"rtl\"");
    }

    @Test
    void styles_of_a_language_that_runs_from_right_to_left_are_mirrored_and_complete() {
        String body = "<p class=\"said\"><span class=\"code\">x</span></p>";
        var palette = new MailPalette("#0B5CAD", "#8FC1F5");

        String left = MailStyle.inline(body, palette, false);
        String right = MailStyle.inline(body, palette, true);

        assertThat(left).contains("padding:0 0 0 16px;border-left:4px").contains("padding:1px 5px;border-radius:4px;");
        assertThat(right)
                .contains("padding:0 16px 0 0;border-right:4px")
                .contains("padding:1px 5px;border-radius:4px;");
    }

    @Test
    void text_nested_too_deeply_is_taken_literally() {
        assertThat(SmallTemplate.mailed("${steps}", "steps", "> ".repeat(900) + "x")
                        .html())
                .contains("&gt; &gt;");
        assertThat(SmallTemplate.mailed("${steps}", "steps", "*a **b ".repeat(800))
                        .text())
                .contains("*a **b");
        assertThat(SmallTemplate.mailed("${steps}", "steps", "[".repeat(3_000)).text())
                .contains("[[[[");
    }
}
