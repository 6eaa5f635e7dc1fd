package org.belay.template.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.belay.template.SmallTemplate;
import org.belay.template.TemplateField;
import org.junit.jupiter.api.Test;

class TemplateReaderTest {

    private static String yaml(String more) {
        return SmallTemplate.YAML + more;
    }

    @Test
    void reads_fields_in_order_with_the_corrections_own_at_the_end() {
        assertThat(SmallTemplate.template().read().fields())
                .extracting(TemplateField::name)
                .containsExactly(
                        "app",
                        "deadline",
                        "day",
                        "steps",
                        "page",
                        "contact",
                        "device",
                        "seats",
                        "apps",
                        "remote",
                        "now_true",
                        "if_already_acted",
                        "cause");
    }

    @Test
    void equal_files_have_equal_hashes() {
        String hash = SmallTemplate.template().read().sha256();
        assertThat(SmallTemplate.template().read().sha256()).isEqualTo(hash).hasSize(64);
        assertThat(SmallTemplate.template().notice("Other.").read().sha256()).isNotEqualTo(hash);
    }

    @Test
    void invalid_yaml_is_reported_with_line_and_column() {
        assertThat(SmallTemplate.template()
                        .file("template.yaml", "title: Try: it\n")
                        .problems())
                .containsExactly("try/template.yaml:1:11: This is not YAML: mapping values are not allowed here."
                        + " Put text with a colon, quotes or a # into quotes; indent with spaces.");
        assertThat(SmallTemplate.template().file("template.yaml", "").problems())
                .containsExactly(
                        "try/template.yaml:1:1: It is empty or no list of entries. Write name: value, one per line.");
    }

    @Test
    void yaml_beyond_a_limit_is_reported_without_advice_about_quotes() {
        assertThat(SmallTemplate.template()
                        .file("template.yaml", "title: " + "[".repeat(20) + "]".repeat(20) + "\n")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("try/template.yaml:1:1: This is not YAML: Nesting Depth exceeded")
                .endsWith(" Write name: value, one per line.");
    }

    @Test
    void an_unknown_name_is_reported_with_the_most_similar_one() {
        assertThat(SmallTemplate.template()
                        .file("template.yaml", yaml("onwer: IT\n"))
                        .problems())
                .containsExactly("try/template.yaml:14:1: \"onwer\" is not known here. Write owner.");
        assertThat(SmallTemplate.template()
                        .file("template.yaml", yaml("").replace("date-time", "datetime"))
                        .problems())
                .containsExactly("try/template.yaml:5:37: There is no field type \"datetime\". Write date-time.");
        assertThat(SmallTemplate.template()
                        .file("template.yaml", yaml("").replace("label: App,", ""))
                        .problems())
                .containsExactly("try/template.yaml:4:8: \"label\" is missing or empty. Write label: Deadline");
        assertThat(SmallTemplate.template()
                        .file("template.yaml", yaml("").replace("true}", "maybe}"))
                        .problems())
                .containsExactly("try/template.yaml:4:31: \"required\" must be yes or no. Write required: yes.");
        assertThat(SmallTemplate.template()
                        .file("template.yaml", yaml("  person: {label: X}\n"))
                        .problems())
                .containsExactly(
                        "try/template.yaml:14:3: \"person\" is a name that Belay uses itself. Choose another.");
        assertThat(SmallTemplate.template()
                        .file("template.yaml", yaml("title: Again\n"))
                        .problems())
                .containsExactly("try/template.yaml:14:1: \"title\" occurs twice. Keep one.");
    }

    @Test
    void every_language_has_all_three_parts() {
        assertThat(SmallTemplate.template().without("reminder.md").problems())
                .containsExactly(
                        "try/reminder.md: It is missing: a template has all three parts in each of its languages. Write it.");
        assertThat(SmallTemplate.template()
                        .file("notice_de.md", SmallTemplate.mail("B", "W."))
                        .file("reminder_de.md", SmallTemplate.mail("B", "W."))
                        .problems())
                .containsExactly(
                        "try/correction_de.md: It is missing: readers of the notice must be able to read its correction."
                                + " Write it.");
        assertThat(SmallTemplate.template().file("notce.md", "x").problems())
                .containsExactly(
                        "try/notce.md: A template has no file of this name. Parts are notice.md, correction.md and reminder.md,"
                                + " in German notice_de.md.");
    }

    @Test
    void a_mail_has_front_matter_with_a_subject_and_a_body() {
        assertThat(SmallTemplate.template().file("notice.md", "Words.").problems())
                .containsExactly(
                        "try/notice.md:1:1: The front matter is missing. Begin with three lines: ---, subject: …, ---.");
        assertThat(SmallTemplate.template()
                        .file("notice.md", "---\nsubjct: x\n---\nWords.")
                        .problems())
                .containsExactly(
                        "try/notice.md:2:1: \"subjct\" is not known here. Write subject.",
                        "try/notice.md:2:1: \"subject\" is missing or empty. Write subject: \"Action required: …\"");
        assertThat(SmallTemplate.template()
                        .file("notice.md", "---\nsubject: x\n---\n \n")
                        .problems())
                .containsExactly("try/notice.md:4:1: The mail is empty. Write the mail below the front matter.");
    }

    private static String field(String entry) {
        return SmallTemplate.template()
                .file("template.yaml", yaml("  one: {label: One, " + entry + "}\n"))
                .problems()
                .toString();
    }

    @Test
    void a_field_of_each_type_says_what_does_not_fit_it() {
        assertThat(field("type: choice, choices: [phone, laptop], example: phone"))
                .isEqualTo("[]");
        assertThat(field("type: choice"))
                .contains(":14:21: A choice needs at least two options. Write choices: [phone, laptop].");
        assertThat(field("choices: [a, b]")).contains("Only a choice has choices. Write type: choice.");
        assertThat(field("type: choice, choices: [phone, laptop], example: phon"))
                .contains("The example must be one of phone, laptop; did you mean phone?. Write a valid one.");
        assertThat(field("type: number, example: many"))
                .contains("The example must be a number like 2500 or 12.5. Write a valid one.");
        assertThat(field("type: number, maximum: 10, example: 11")).contains("The example must be at most 10.");
        assertThat(field("type: list, maximum: 2, example: [a, b, c]"))
                .contains("The example must have at most 2 entries, and has 3.");
        assertThat(field("type: yes-no, example: perhaps")).contains("The example must be yes or no.");
        assertThat(field("maximum: 3, example: abcd"))
                .contains("The example must have at most 3 characters, and has 4.");
        assertThat(field("type: link, maximum: 3")).contains(":14:33: A link field has no maximum.");
        assertThat(field("maximum: much")).contains("\"maximum\" must be a number. Write maximum: 80.");
    }
}
