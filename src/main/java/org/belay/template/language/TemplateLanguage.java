package org.belay.template.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.NearestName;

/**
 * The directives and blocks of the template language, and what to write instead of unsupported ones. {@link TemplateGrammar} checks by these tables
 * and {@link TemplateLanguagePage} prints them, so that code and documentation agree.
 */
final class TemplateLanguage {
    /** Directives, with their purpose. */
    static final Map<String, String> DIRECTIVES = ordered(
            "if", "text for some readers: `<#if person.country == \"DE\">…</#if>`",
            "elseif", "otherwise, if …: `<#elseif person.country == \"AT\">…`",
            "else", "text for all other readers; in a list: text for an empty list",
            "list", "the same text for each entry of a list: `<#list apps as app>${app}</#list>`",
            "sep", "the text between two entries: `<#list apps as app>${app}<#sep>, </#list>`");

    private static final String WRITE_OUT = "Write the text where it is needed.";
    private static final String FIELD = "Make it a field in template.yaml, or write the text.";
    private static final String FILE = "Copy the text into this file.";
    private static final String ESCAPED = "Remove it: values are always escaped.";
    private static final String SETTINGS = "Remove the line: templates have no settings.";
    private static final String IF = "Write <#if person.country == \"DE\">…<#elseif …>…<#else>…</#if>.";
    private static final String LIST = "Write <#list apps as app>…</#list>.";

    /** FreeMarker directives that templates do not have, with what to write instead. */
    static final Map<String, String> REFUSED = ordered(
            "assign", FIELD,
            "local", FIELD,
            "global", FIELD,
            "macro", WRITE_OUT,
            "function", WRITE_OUT,
            "return", WRITE_OUT,
            "nested", WRITE_OUT,
            "include", FILE,
            "import", FILE,
            "switch", IF,
            "case", IF,
            "items", LIST,
            "foreach", LIST,
            "break", LIST,
            "continue", LIST,
            "ftl", SETTINGS,
            "setting", SETTINGS,
            "outputformat", ESCAPED,
            "autoesc", ESCAPED,
            "noautoesc", ESCAPED,
            "escape", ESCAPED,
            "noescape", ESCAPED,
            "noparse", "Remove it: a mail cannot contain a literal ${.",
            "attempt", "Remove it: nothing in a template can fail.",
            "recover", "Remove it: nothing in a template can fail.",
            "stop", "Remove it: people decide whether a mail is sent.",
            "compress", "Remove it: Markdown ignores spaces.");

    /** Blocks of a mail, with their purpose. */
    static final Map<String, String> BLOCKS = ordered(
            "summary", "a table; one `Question: answer` per line, lines without an answer are left out",
            "withdrawn", "in a correction: the mail that it withdraws, and when it was sent");

    /** Link schemes reserved for future pages of Belay. */
    static final Map<String, String> PROMISED = ordered(
            "ack:", "\"I have read this\"",
            "wrong:", "\"This looks wrong\"",
            "page:", "the notice as a page");

    private TemplateLanguage() {}

    /** The error for a character sequence that begins no directive of the language. */
    static TemplateSyntaxError errorFor(String sign) {
        String word = sign.replaceAll("^.*[#@]", "");
        if (sign.equals("#{"))
            return new TemplateSyntaxError("#{…} is not part of the template language.", "Write ${…}.");
        if (sign.startsWith("[")) {
            return new TemplateSyntaxError(
                    sign + " is not part of the template language.",
                    "Write ${…} or <#if …>; a plain [ in text as \\[.");
        }
        if (sign.contains("@")) {
            return new TemplateSyntaxError("<@" + word + "> is not part of the template language.", "Write the text.");
        }
        if (sign.startsWith("</") && DIRECTIVES.containsKey(word)) {
            return new TemplateSyntaxError(
                    "</#" + word + "> is not part of the template language.",
                    "Only </#if>, </#list> and </#sep> close something.");
        }
        return new TemplateSyntaxError(
                "<#" + word + "> is not part of the template language.",
                Optional.ofNullable(REFUSED.get(word))
                        .or(() -> NearestName.to(word, DIRECTIVES.keySet()).map(near -> "Write <#" + near + ">."))
                        .orElse("Allowed are " + String.join(", ", allowed()) + "."));
    }

    private static List<String> allowed() {
        var allowed = new ArrayList<String>();
        DIRECTIVES.keySet().forEach(word -> allowed.add("<#" + word + ">"));
        return allowed;
    }

    /** The fix for an unknown format after a question mark. */
    static String allowedFormats() {
        return "Allowed are ?short, ?date and ?time after a date, ?cap_first, ?uncap_first, ?upper_case and ?lower_case"
                + " after a text, ?size after a list, ?counter after an entry, ?has_content in a condition.";
    }

    private static Map<String, String> ordered(String... pairs) {
        var all = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) all.put(pairs[i], pairs[i + 1]);
        return all;
    }
}
