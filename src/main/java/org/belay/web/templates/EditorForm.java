package org.belay.web.templates;

import java.util.Map;
import java.util.TreeMap;
import org.belay.template.files.TemplateFiles;
import org.belay.template.versions.TemplateDraft;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The editor's form: every file of the template as {@code f.notice.md}, and the current view.
 *
 * @param revision of the draft that this form replaces
 * @param tab {@code fields}, {@code notice}, {@code correction} or {@code reminder}
 * @param audience audience of the preview's reader; empty for a reader without attributes
 * @param reader address of the preview's reader
 */
public record EditorForm(
        Map<String, String> files, int revision, String tab, String language, String audience, String reader) {
    private static final String FILE = "f.";

    static EditorForm of(Map<String, String> in) {
        var files = new TreeMap<String, String>();
        in.forEach((name, text) -> {
            if (name.startsWith(FILE)) files.put(name.substring(FILE.length()), TemplateFiles.normalize(text));
        });
        return view(files, number(in.getOrDefault("revision", "")), in);
    }

    static EditorForm of(TemplateDraft draft, Map<String, String> in) {
        return view(draft.files(), draft.revision(), in);
    }

    private static EditorForm view(Map<String, String> files, int revision, Map<String, String> in) {
        return new EditorForm(
                files,
                revision,
                in.getOrDefault("part", "notice"),
                in.getOrDefault("lang", ""),
                in.getOrDefault("audience", ""),
                in.getOrDefault("as", ""));
    }

    EditorForm with(Map<String, String> otherFiles) {
        return new EditorForm(otherFiles, revision, tab, language, audience, reader);
    }

    EditorForm showing(String otherLanguage) {
        return new EditorForm(files, revision, tab, otherLanguage, audience, reader);
    }

    EditorForm over(int otherRevision) {
        return new EditorForm(files, otherRevision, tab, language, audience, reader);
    }

    /** The current view as a query string. */
    String place() {
        return UriComponentsBuilder.newInstance()
                .queryParam("part", "{part}")
                .queryParam("lang", "{lang}")
                .queryParam("audience", "{audience}")
                .queryParam("as", "{as}")
                .encode()
                .buildAndExpand(tab, language, audience, reader)
                .toUriString();
    }

    private static int number(String typed) {
        return typed.matches("\\d{1,9}") ? Integer.parseInt(typed) : 0;
    }
}
