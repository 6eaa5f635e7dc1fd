package org.belay.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.belay.testsupport.WrittenPage;
import org.junit.jupiter.api.Test;

class LanguagePageTest {

    @Test
    void the_language_page_matches_the_grammar() throws IOException {
        WrittenPage.isUpToDate(Path.of("docs/template-language.md"), LanguagePage.write());
    }

    @Test
    void the_grammar_accepts_exactly_what_is_on_the_page() {
        Language.REFUSED.forEach((word, instead) -> assertThat(
                        Words.template().notice("<#" + word + ">").problems())
                .as(word)
                .contains("try/notice.md:4:1: <#" + word + "> is not part of the template language. " + instead));
        for (Operand.Format format : Operand.Format.values()) {
            assertThat(Words.template().notice(used(format)).problems())
                    .as(format.word())
                    .isEmpty();
        }
        for (Relation relation : Relation.values()) {
            assertThat(Words.template()
                            .notice("<#if seats " + relation.word() + " 100>x</#if>")
                            .problems())
                    .isEmpty();
        }
        Language.PROMISED
                .keySet()
                .forEach(link -> assertThat(
                                Words.template().notice("[x](" + link + "now)").problems())
                        .containsExactly("try/notice.md:4:1: There is no page for \"" + link
                                + "\" yet, and no mail links to a page"
                                + " that does not exist. Remove the link, and say who to write to."));
    }

    private static String used(Operand.Format format) {
        return switch (format) {
            case PLAIN -> "${app}";
            case SHORT, DATE, TIME -> "${deadline?" + format.word() + "}";
            case CAP_FIRST, UNCAP_FIRST, UPPER_CASE, LOWER_CASE -> "${app?" + format.word() + "}";
            case SIZE -> "${apps?size}";
            case COUNTER -> "<#list apps as one>${one?counter}</#list>";
        };
    }
}
