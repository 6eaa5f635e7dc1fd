package org.belay.template.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.belay.template.SmallTemplate;
import org.belay.testsupport.GeneratedPage;
import org.junit.jupiter.api.Test;

class TemplateLanguagePageTest {

    @Test
    void the_language_page_matches_the_grammar() throws IOException {
        GeneratedPage.isUpToDate(Path.of("docs/template-language.md"), TemplateLanguagePage.write());
    }

    @Test
    void the_grammar_accepts_exactly_what_is_on_the_page() {
        TemplateLanguage.REFUSED.forEach((word, instead) -> assertThat(
                        SmallTemplate.template().notice("<#" + word + ">").problems())
                .as(word)
                .contains("try/notice.md:4:1: <#" + word + "> is not part of the template language. " + instead));
        for (TemplateOperand.ValueFormat format : TemplateOperand.ValueFormat.values()) {
            assertThat(SmallTemplate.template().notice(used(format)).problems())
                    .as(format.word())
                    .isEmpty();
        }
        for (NumberRelation relation : NumberRelation.values()) {
            assertThat(SmallTemplate.template()
                            .notice("<#if seats " + relation.word() + " 100>x</#if>")
                            .problems())
                    .isEmpty();
        }
        TemplateLanguage.PROMISED
                .keySet()
                .forEach(link -> assertThat(SmallTemplate.template()
                                .notice("[x](" + link + "now)")
                                .problems())
                        .containsExactly("try/notice.md:4:1: There is no page for \"" + link
                                + "\" yet, and no mail links to a page"
                                + " that does not exist. Remove the link, and say who to write to."));
    }

    private static String used(TemplateOperand.ValueFormat format) {
        return switch (format) {
            case PLAIN -> "${app}";
            case SHORT, DATE, TIME -> "${deadline?" + format.word() + "}";
            case CAP_FIRST, UNCAP_FIRST, UPPER_CASE, LOWER_CASE -> "${app?" + format.word() + "}";
            case SIZE -> "${apps?size}";
            case COUNTER -> "<#list apps as one>${one?counter}</#list>";
        };
    }
}
