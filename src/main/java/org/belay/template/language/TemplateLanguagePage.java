package org.belay.template.language;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes docs/template-language.md from the tables of {@link TemplateLanguage}. */
final class TemplateLanguagePage {
    private TemplateLanguagePage() {}

    static String write() {
        return String.join(
                "\n",
                "# The template language",
                "",
                "<!-- Generated from the tables of the template language; a test compares the two. -->",
                "",
                "Markdown with fields. Everything that a mail can contain is on this page; everything else is refused when a",
                "template is saved, imported, pushed or checked, with line, column and what to write instead. Values reach the",
                "reader as they were typed: a `*` in a name stays an asterisk. In long texts and lists, blank lines make paragraphs, lines that",
                "begin with `- ` or are numbered from `1.` make a list, `**…**` makes bold text, `[text](https://…)` a link. All else is literal.",
                "",
                "## Values",
                table("write", "for", values()),
                "",
                "A value that some people lack needs a default text: `!\"…\"` after the attribute, or `person:` in template.yaml",
                "for all mails of the template, in each language:",
                "`person: {office: the office, givenName: {en: colleague, de: Kollegin}}`. Within",
                "`<#if person.office?has_content>…</#if>` no default is needed. `person:` may name every column of an audience.",
                "If it names `timezone` (a column with `America/New_York`), times are printed in each reader's time zone;",
                "each time zone then makes a separate mail.",
                "",
                "## Formats",
                "After a value and a question mark.",
                table("write", "after", "prints", formats()),
                "",
                "`?has_content` is for conditions only: whether a field was filled in, or a person has the attribute.",
                "",
                "## Directives",
                table("write", "for", directives()),
                "",
                "Only a field of the type `list` can be a list. Lists can be nested 2 deep, directives 20 deep.",
                "",
                "## Conditions",
                table("write", "holds if", conditions()),
                "",
                "A condition about a person makes a separate mail for the people who meet it. Approvers read all of them; more",
                "than 50 are refused.",
                "",
                "## Markdown",
                "Headings, paragraphs, **bold**, *italic*, lists, quotes, `code`, lines and links. No HTML, no pictures. Links lead to",
                "`https://…`, `http://…` or `mailto:…`; a field of the type link may be the address.",
                "",
                "A web address without link syntax is a link to itself. Numbers before lines stay as typed: `1. January` below",
                "`4. December` is a day; only consecutive numbers are a list. In a Windows path (`\\\\server\\share_name_`, `C:\\data`)",
                "and behind a slash within a word (`www.example.org/_x_`) backslashes and underscores are literal; elsewhere a",
                "backslash escapes the next character.",
                "",
                "`[Change the password](https://account.example.org){.button}`, alone in its paragraph, is a button. The address may",
                "be a field of the type link: `[Change the password](${reset_page}){.button}`. It becomes a link that looks like a",
                "button, in Outlook for Windows a shape with the same target, and in plain text the label with the address on a",
                "separate line. Within a sentence `{.button}` has no effect and is printed. Use one button per mail, for the one",
                "thing to do.",
                "",
                "## Blocks",
                "From a line `::: summary` to a line `:::`.",
                table("write", "for", rows(TemplateLanguage.BLOCKS, "::: ", "")),
                "",
                "## Not yet",
                "Links to future pages of Belay. They are refused until those pages exist.",
                table("link", "for", rows(TemplateLanguage.PROMISED, "", "")),
                "",
                "## Refused",
                "Parts of FreeMarker that no mail needs and that could harm the server or hide text from a reviewer; also",
                "`<@…>`, `#{…}`, `[#…]`, square brackets, calculations, ranges, and every format that is not listed above.",
                table("piece", "instead", rows(TemplateLanguage.REFUSED, "<#", ">")),
                "",
                "## Limits",
                "A file has at most 100,000 characters, a text 500, a long text or list 20,000 (a list 100 entries), a mail 102 KB of",
                "HTML (mail programs cut off the rest), a mailing 50 different mails.",
                "");
    }

    private static List<List<String>> values() {
        return List.of(
                List.of("`${deadline}`", "a field; dates, numbers, choices and yes or no in the reader's language"),
                List.of("`${person.givenName!\"colleague\"}`", "an attribute of the reader, and the default text"),
                List.of("`${app}` in `<#list apps as app>`", "an entry of a list, within a line"),
                List.of("`${organisation}`", "as configured"),
                List.of("`${withdrawn.subject}` `${withdrawn.when}`", "in a correction: the withdrawn mail"),
                List.of("`<#-- … -->`", "a comment; not printed"));
    }

    private static List<List<String>> formats() {
        return Arrays.stream(TemplateOperand.ValueFormat.values())
                .filter(format -> format != TemplateOperand.ValueFormat.PLAIN)
                .map(format -> List.of("`?" + format.word() + "`", format.appliesTo(), format.gives()))
                .toList();
    }

    private static List<List<String>> directives() {
        return TemplateLanguage.DIRECTIVES.entrySet().stream()
                .map(one -> List.of("`<#" + one.getKey() + ">`", one.getValue()))
                .toList();
    }

    private static List<List<String>> conditions() {
        var numbers = Arrays.stream(NumberRelation.values())
                .map(relation -> List.of(
                        "`seats " + relation.word() + " 100`", "the number " + relation.description() + " 100"));
        return Stream.concat(
                        Stream.of(
                                List.of("`person.country == \"DE\"`, `!=`", "the two are the same, or not"),
                                List.of("`remote`", "the yes-no field is yes"),
                                List.of("`exception?has_content`", "it was filled in"),
                                List.of("`a && b`, `a || b`, `!a`, `(a)`", "and, or, not; brackets")),
                        numbers)
                .toList();
    }

    private static List<List<String>> rows(Map<String, String> table, String before, String after) {
        return table.entrySet().stream()
                .map(one -> List.of("`" + before + one.getKey() + after + "`", instead(one.getValue())))
                .toList();
    }

    /** Formats directives in a sentence as code. */
    private static String instead(String text) {
        return text.contains("`") ? text : text.replaceAll("<#.*>", "`$0`").replace("a literal ${", "a literal `${`");
    }

    private static String table(String first, String second, List<List<String>> rows) {
        return table(List.of(first, second), rows);
    }

    private static String table(String first, String second, String third, List<List<String>> rows) {
        return table(List.of(first, second, third), rows);
    }

    private static String table(List<String> head, List<List<String>> rows) {
        return "\n" + row(head) + "\n" + "|---".repeat(head.size()) + "|\n"
                + rows.stream().map(TemplateLanguagePage::row).collect(Collectors.joining("\n"));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
