package org.belay.web.templates;

import java.util.Map;
import java.util.TreeMap;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplatePart;
import org.belay.web.text.Messages;

/** Adds a language to a template or removes one: always all three mails. */
final class LanguageFiles {
    private LanguageFiles() {}

    /** Adds copies of the first language's files, to be translated. */
    static Map<String, String> add(Map<String, String> files, String language, String first, Messages messages) {
        if (!language.matches("[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")) {
            throw new RequestRefused(messages.text("editor.unknown-language", language));
        }
        var all = new TreeMap<>(files);
        for (TemplatePart part : TemplatePart.values()) {
            all.putIfAbsent(
                    TemplateTextFile.name(part, language, first),
                    files.getOrDefault(TemplateTextFile.name(part, first, first), "---\nsubject: \"\"\n---\n"));
        }
        if (all.equals(files)) {
            throw new RequestRefused(messages.text("editor.language-exists"));
        }
        return all;
    }

    static Map<String, String> remove(Map<String, String> files, String language, String first, Messages messages) {
        if (language.equals(first)) {
            throw new RequestRefused(messages.text("editor.first-language"));
        }
        var rest = new TreeMap<>(files);
        for (TemplatePart part : TemplatePart.values()) rest.remove(TemplateTextFile.name(part, language, first));
        return rest;
    }
}
