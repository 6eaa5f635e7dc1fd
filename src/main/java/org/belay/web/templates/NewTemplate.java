package org.belay.web.templates;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.belay.platform.Refused;
import org.belay.template.TemplateVersion;

/** What a new template begins with: the words of another, under its own title. */
final class NewTemplate {
    private static final int LONGEST = 200;

    private NewTemplate() {}

    static Map<String, String> files(TemplateVersion from, String typed) {
        String title = typed.strip().replaceAll("\\s+", " ");
        if (title.isEmpty() || title.length() > LONGEST) {
            throw new Refused(
                    "Nothing was created. Give the new template a title of up to " + LONGEST + " characters.");
        }
        var files = new TreeMap<>(from.files());
        files.computeIfPresent(
                WordsFile.YAML,
                (name, yaml) ->
                        yaml.replaceFirst("(?m)^title:.*$", Matcher.quoteReplacement("title: " + quoted(title))));
        return files;
    }

    /** In YAML's double quotes, in which everything can stand. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
