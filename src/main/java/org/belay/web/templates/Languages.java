package org.belay.web.templates;

import java.util.Map;
import java.util.TreeMap;
import org.belay.platform.Refused;
import org.belay.template.Part;

/** Gives a template another language, or takes one out: always all three of its mails. */
final class Languages {
    private Languages() {}

    /** Copies of the first language's files, to be translated where they stand. */
    static Map<String, String> add(Map<String, String> files, String language, String first) {
        if (!language.matches("[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")) {
            throw new Refused("\"" + language
                    + "\" is not a language. Nothing was added. Write its code, such as it, pl or pt-BR.");
        }
        var all = new TreeMap<>(files);
        for (Part part : Part.values()) {
            all.putIfAbsent(
                    WordsFile.name(part, language, first),
                    files.getOrDefault(WordsFile.name(part, first, first), "---\nsubject: \"\"\n---\n"));
        }
        if (all.equals(files)) {
            throw new Refused("The template has that language already. Nothing was added.");
        }
        return all;
    }

    static Map<String, String> remove(Map<String, String> files, String language, String first) {
        if (language.equals(first)) {
            throw new Refused(
                    "The template's first language stays: it is for everybody whose language is missing. Nothing was taken out.");
        }
        var rest = new TreeMap<>(files);
        for (Part part : Part.values()) rest.remove(WordsFile.name(part, language, first));
        return rest;
    }
}
