package org.belay.web.templates;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateVersion;
import org.belay.web.text.Messages;

/** Creates the files of a new template: those of another, with a new title. */
final class TemplateCopy {
    private static final int LONGEST = 200;

    private TemplateCopy() {}

    static Map<String, String> files(TemplateVersion from, String typed, Messages messages) {
        String title = typed.strip().replaceAll("\\s+", " ");
        if (title.isEmpty() || title.length() > LONGEST) {
            throw new RequestRefused(messages.text("templates.wrong-title", LONGEST));
        }
        var files = new TreeMap<>(from.files());
        files.computeIfPresent(
                TemplateTextFile.YAML,
                (name, yaml) ->
                        yaml.replaceFirst("(?m)^title:.*$", Matcher.quoteReplacement("title: " + quoted(title))));
        return files;
    }

    /** A YAML double-quoted scalar, which can hold any text. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
