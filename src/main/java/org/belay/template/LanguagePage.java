package org.belay.template;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/template-language.md, written from the tables by which the grammar decides. */
final class LanguagePage {
    private LanguagePage() {}

    static String write() {
        return String.join(
                "\n",
                "# The template language",
                "",
                "<!-- Written from the tables of the grammar by LanguagePage; a test holds the two together. -->",
                "",
                "Markdown with fields. Everything that may stand in a mail is on this page; everything else is refused when a",
                "template is saved, imported, pushed or checked, with line, column and what to write instead. Values reach the",
                "reader as they were typed: a `*` in a name stays a star. In long texts and lists, blank lines make paragraphs, lines that",
                "begin with `- ` or count on from `1.` a list, `**…**` makes bold, `[words](https://…)` a link, and nothing else has a meaning.",
                "",
                "## Values",
                table("write", "for", values()),
                "",
                "What a person has none of is never left out in silence: `!\"…\"` says what those read who have none, or",
                "`person:` in template.yaml says it for all mails of the template, in each language:",
                "`person: {office: the office, givenName: {en: colleague, de: Kollegin}}`. Within",
                "`<#if person.office?has_content>…</#if>` nothing needs to be said. Every column of an audience may be named",
                "there. If it names `timezone` (a column with `America/New_York`), moments are written by each reader's own clock;",
                "every clock then makes a mail of its own.",
                "",
                "## Formats",
                "Behind a value, after a question mark.",
                table("write", "behind", "gives", formats()),
                "",
                "`?has_content` stands in a condition only: whether a field was filled in, or a person has the attribute.",
                "",
                "## Directives",
                table("write", "for", directives()),
                "",
                "A list can only be a field of the type `list`; two may stand within each other. Directives may be nested 20 deep.",
                "",
                "## Conditions",
                table("write", "holds if", conditions()),
                "",
                "A condition about a person makes a mail of its own for those it holds for. Whoever approves reads them all; more",
                "than 50 are refused.",
                "",
                "## Markdown",
                "Headings, paragraphs, **bold**, *italic*, lists, quotes, `code`, lines and links. No HTML, no pictures. Links lead to",
                "`https://…`, `http://…` or `mailto:…`; a field of the type link may be the address.",
                "",
                "A web address that is written bare is a link to itself. Numbers before lines stay as they are typed: `1. January` below",
                "`4. December` is a day, and only numbers that count on are a list. In a Windows path (`\\\\server\\share_name_`,",
                "`C:\\data`) backslashes and underscores are letters like others; before other signs a backslash takes their meaning away.",
                "",
                "`[Change the password](https://account.example.org){.button}`, alone in its paragraph, is a button. The address may",
                "be a field of the type link: `[Change the password](${reset_page}){.button}`. It becomes a link that looks like a",
                "button, in Outlook for Windows a drawn shape that leads to the same place, and in plain text the words with the",
                "address on a line of its own. Within a sentence `{.button}` means nothing and stays as it is written. One button a",
                "mail is enough: it is the one thing to do.",
                "",
                "## Blocks",
                "From a line `::: summary` to a line `:::`.",
                table("write", "for", rows(Language.BLOCKS, "::: ", "")),
                "",
                "## Not yet",
                "Links to pages that Belay will have. No mail links to a page that does not exist, so these are refused as long as",
                "there is none.",
                table("link", "for", rows(Language.PROMISED, "", "")),
                "",
                "## Refused",
                "Parts of FreeMarker that no mail needs and that could harm the machine or hide words from a reviewer; also",
                "`<@…>`, `#{…}`, `[#…]`, square brackets, calculating, ranges, and every format that is not above.",
                table("piece", "instead", rows(Language.REFUSED, "<#", ">")),
                "",
                "## Limits",
                "A file has at most 100,000 characters, a text 500, a long text or list 20,000 (a list 100 entries), a mail 102 KB of",
                "HTML (mail programs cut off the rest), a mailing 50 different mails.",
                "");
    }

    private static List<List<String>> values() {
        return List.of(
                List.of("`${deadline}`", "a field; dates, numbers, choices and yes or no in the reader's language"),
                List.of("`${person.givenName!\"colleague\"}`", "the reader's own, and what those read who have none"),
                List.of("`${app}` in `<#list apps as app>`", "an entry of a list, within a line"),
                List.of("`${organisation}`", "as configured"),
                List.of("`${withdrawn.subject}` `${withdrawn.when}`", "in a correction: the mail that it takes back"),
                List.of("`<#-- … -->`", "a note to other editors; nobody else reads it"));
    }

    private static List<List<String>> formats() {
        return Arrays.stream(Operand.Format.values())
                .filter(format -> format != Operand.Format.PLAIN)
                .map(format -> List.of("`?" + format.word() + "`", format.stands(), format.gives()))
                .toList();
    }

    private static List<List<String>> directives() {
        return Language.DIRECTIVES.entrySet().stream()
                .map(one -> List.of("`<#" + one.getKey() + ">`", one.getValue()))
                .toList();
    }

    private static List<List<String>> conditions() {
        var numbers = Arrays.stream(Relation.values())
                .map(relation ->
                        List.of("`seats " + relation.word() + " 100`", "the number " + relation.means() + " 100"));
        return Stream.concat(
                        Stream.of(
                                List.of("`person.country == \"DE\"`, `!=`", "the two are the same, or not"),
                                List.of("`remote`", "the yes-no field says yes"),
                                List.of("`exception?has_content`", "it was filled in"),
                                List.of("`a && b`, `a || b`, `!a`, `(a)`", "both, either, not; brackets as usual")),
                        numbers)
                .toList();
    }

    private static List<List<String>> rows(Map<String, String> table, String before, String after) {
        return table.entrySet().stream()
                .map(one -> List.of("`" + before + one.getKey() + after + "`", instead(one.getValue())))
                .toList();
    }

    /** Pieces of the language in a sentence, as code. */
    private static String instead(String text) {
        return text.contains("`") ? text : text.replaceAll("<#.*>", "`$0`").replace("a plain ${", "a plain `${`");
    }

    private static String table(String first, String second, List<List<String>> rows) {
        return table(List.of(first, second), rows);
    }

    private static String table(String first, String second, String third, List<List<String>> rows) {
        return table(List.of(first, second, third), rows);
    }

    private static String table(List<String> head, List<List<String>> rows) {
        return "\n" + row(head) + "\n" + "|---".repeat(head.size()) + "|\n"
                + rows.stream().map(LanguagePage::row).collect(Collectors.joining("\n"));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
