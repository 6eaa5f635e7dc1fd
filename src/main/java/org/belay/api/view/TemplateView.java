package org.belay.api.view;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.belay.template.TemplateVersion;
import org.belay.template.files.FileDiff;
import org.belay.template.versions.VersionRecord;

/** JSON of templates. */
public final class TemplateView {
    private TemplateView() {}

    public static Map<String, Object> of(TemplateVersion version, VersionRecord history) {
        var view = new LinkedHashMap<String, Object>();
        view.put("key", version.key());
        view.put("number", version.number());
        view.put("title", version.title());
        view.put("description", version.description());
        view.put("languages", version.languages());
        view.put("sha256", version.sha256());
        view.put("fields", version.fields());
        view.put("published", of(history));
        return view;
    }

    public static Map<String, Object> of(VersionRecord history) {
        var view = new LinkedHashMap<String, Object>();
        view.put("number", history.number());
        view.put("at", history.at());
        view.put("by", history.by());
        view.put("origin", history.origin().name().toLowerCase(Locale.ROOT));
        view.put("note", history.note());
        view.put("sha256", history.sha256());
        return view;
    }

    public static Map<String, Object> of(FileDiff file) {
        return Map.of(
                "name",
                file.name(),
                "change",
                file.change().name().toLowerCase(Locale.ROOT),
                "lines",
                file.lines().lines());
    }
}
