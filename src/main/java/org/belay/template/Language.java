package org.belay.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.Nearest;

/**
 * Everything that the language of a template has, and what to write instead of what it has not. The grammar refuses by
 * these tables and {@link LanguagePage} prints them, so that neither can know a piece that the other does not.
 */
final class Language {
    /** The directives, with what each is for. */
    static final Map<String, String> DIRECTIVES = ordered(
            "if", "words for some: `<#if person.country == \"DE\">…</#if>`",
            "elseif", "otherwise, if …: `<#elseif person.country == \"AT\">…`",
            "else", "for everybody else; in a list, where it has no entry",
            "list", "the same words for each entry of a list: `<#list apps as app>${app}</#list>`",
            "sep", "what stands between two entries: `<#list apps as app>${app}<#sep>, </#list>`");

    private static final String WRITE_OUT = "Write the words out where they are needed.";
    private static final String FIELD = "Make it a field in template.yaml, or write the words out.";
    private static final String FILE = "Copy the words into this file.";
    private static final String ESCAPED = "Take it out: values are always escaped.";
    private static final String SETTINGS = "Take the line out: settings are not a template's to make.";
    private static final String IF = "Write <#if person.country == \"DE\">…<#elseif …>…<#else>…</#if>.";
    private static final String LIST = "Write <#list apps as app>…</#list>.";

    /** What FreeMarker has and a template has not, with what to write instead. */
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
            "noparse", "Take it out: a plain ${ cannot stand in a mail.",
            "attempt", "Take it out: nothing in a template can fail.",
            "recover", "Take it out: nothing in a template can fail.",
            "stop", "Take it out: whether a mail is sent is decided by people.",
            "compress", "Take it out: Markdown does not mind spaces.");

    /** The blocks of a mail, with what each is for. */
    static final Map<String, String> BLOCKS = ordered(
            "summary", "a table; one `Question: answer` a line, those without an answer are left out",
            "withdrawn", "in a correction: which mail it takes back, and when that was sent");

    /** Links that will lead to pages of Belay's own once there are such pages. */
    static final Map<String, String> PROMISED = ordered(
            "ack:", "\"I have read this\"",
            "wrong:", "\"This looks wrong\"",
            "page:", "the notice as a page");

    private Language() {}

    /** What to say about a sign that begins nothing of the language. */
    static Refusal refusal(String sign) {
        String word = sign.replaceAll("^.*[#@]", "");
        if (sign.equals("#{")) return new Refusal("#{…} is not part of the template language.", "Write ${…}.");
        if (sign.startsWith("[")) {
            return new Refusal(
                    sign + " is not part of the template language.",
                    "Write ${…} or <#if …>; a plain [ in text as \\[.");
        }
        if (sign.contains("@")) {
            return new Refusal("<@" + word + "> is not part of the template language.", "Write the words out.");
        }
        if (sign.startsWith("</") && DIRECTIVES.containsKey(word)) {
            return new Refusal(
                    "</#" + word + "> is not part of the template language.",
                    "Only </#if>, </#list> and </#sep> close something.");
        }
        return new Refusal(
                "<#" + word + "> is not part of the template language.",
                Optional.ofNullable(REFUSED.get(word))
                        .or(() -> Nearest.to(word, DIRECTIVES.keySet()).map(near -> "Write <#" + near + ">."))
                        .orElse("Allowed are " + String.join(", ", allowed()) + "."));
    }

    private static List<String> allowed() {
        var allowed = new ArrayList<String>();
        DIRECTIVES.keySet().forEach(word -> allowed.add("<#" + word + ">"));
        return allowed;
    }

    /** What to say about something behind a question mark that is none of ours. */
    static String formats() {
        return "Allowed are ?short, ?date and ?time behind a date, ?cap_first, ?uncap_first, ?upper_case and ?lower_case"
                + " behind a text, ?size behind a list, ?counter behind an entry, ?has_content in a condition.";
    }

    private static Map<String, String> ordered(String... pairs) {
        var all = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) all.put(pairs[i], pairs[i + 1]);
        return all;
    }
}
