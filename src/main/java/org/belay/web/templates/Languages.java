package org.belay.web.templates;

import java.util.Map;
import java.util.TreeMap;
import org.belay.platform.Refused;
import org.belay.template.Part;
import org.belay.web.text.Messages;

/** Adds a language to a template or removes one: always all three mails. */
final class Languages {
    private Languages() {}

    /** Adds copies of the first language's files, to be translated. */
    static Map<String, String> add(Map<String, String> files, String language, String first, Messages messages) {
        if (!language.matches("[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")) {
            throw new Refused(messages.text("editor.unknown-language", language));
        }
        var all = new TreeMap<>(files);
        for (Part part : Part.values()) {
            all.putIfAbsent(
                    WordsFile.name(part, language, first),
                    files.getOrDefault(WordsFile.name(part, first, first), "---\nsubject: \"\"\n---\n"));
        }
        if (all.equals(files)) {
            throw new Refused(messages.text("editor.language-exists"));
        }
        return all;
    }

    static Map<String, String> remove(Map<String, String> files, String language, String first, Messages messages) {
        if (language.equals(first)) {
            throw new Refused(messages.text("editor.first-language"));
        }
        var rest = new TreeMap<>(files);
        for (Part part : Part.values()) rest.remove(WordsFile.name(part, language, first));
        return rest;
    }
}
