package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.api.view.TemplateView;
import org.belay.template.TemplateError;
import org.belay.template.TemplateProblem;
import org.belay.template.TemplateVersion;
import org.belay.template.files.FileDiff;
import org.belay.template.folder.FolderImport;
import org.belay.template.versions.FolderConflict;
import org.belay.template.versions.Templates;
import org.belay.template.versions.VersionRecord;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Templates in all their versions, and the push of templates that were written elsewhere. */
@RestController
@RequestMapping("/api/v1/templates")
class TemplatesApi {
    private final Templates templates;
    private final FolderImport folder;

    TemplatesApi(Templates templates, FolderImport folder) {
        this.templates = templates;
        this.folder = folder;
    }

    @GetMapping
    Map<String, Object> list() {
        Map<String, VersionRecord> newest =
                templates.newest().stream().collect(Collectors.toMap(VersionRecord::key, Function.identity()));
        Set<String> contradicted =
                folder.conflicts().stream().map(FolderConflict::key).collect(Collectors.toSet());
        return Map.of(
                "templates",
                templates.latest().stream()
                        // a template created between the two queries appears in the next request
                        .filter(version -> newest.containsKey(version.key()))
                        .map(version -> {
                            var publication = Objects.requireNonNull(newest.get(version.key()), version.key());
                            var view = TemplateView.of(version, publication);
                            view.put("conflict", contradicted.contains(version.key()));
                            return view;
                        })
                        .toList());
    }

    /** The newest version with its files. */
    @GetMapping("/{key}")
    Map<String, Object> newest(@PathVariable("key") String key) {
        return full(templates.latest(key));
    }

    /** The history of its versions, newest first. */
    @GetMapping("/{key}/versions")
    Map<String, Object> history(@PathVariable("key") String key) {
        return Map.of(
                "versions",
                templates.history(key).stream().map(TemplateView::of).toList());
    }

    @GetMapping("/{key}/versions/{number}")
    Map<String, Object> version(@PathVariable("key") String key, @PathVariable("number") int number) {
        return full(templates.version(key, number));
    }

    /** The differences between two versions, line by line. */
    @GetMapping("/{key}/diff")
    Map<String, Object> diff(
            @PathVariable("key") String key, @RequestParam("from") int from, @RequestParam("to") int to) {
        var files = FileDiff.of(
                templates.version(key, from).files(), templates.version(key, to).files());
        return Map.of(
                "key",
                key,
                "from",
                from,
                "to",
                to,
                "files",
                files.stream().map(TemplateView::of).toList());
    }

    /** Publishes files that were written elsewhere. */
    @PutMapping("/{key}")
    Map<String, Object> push(
            @PathVariable("key") String key, HttpServletRequest request, @AuthenticationPrincipal SignedIn me)
            throws IOException {
        TemplatePushBody body = TemplatePushBody.read(request);
        Optional<VersionRecord> before = templates.newest(key);
        try {
            TemplateVersion version = templates.push(key, body.pulled(), body.files(), body.note(), me.user());
            Map<String, Object> view = full(version);
            view.put(
                    "new",
                    before.filter(one -> one.number() >= version.number()).isEmpty());
            return view;
        } catch (TemplateError e) {
            List<Map<String, Object>> problems =
                    e.problems().stream().map(TemplateProblem::toMap).toList();
            throw new UnusableRequest(e.getMessage(), Map.of("problems", problems));
        }
    }

    private Map<String, Object> full(TemplateVersion version) {
        Map<String, Object> view = TemplateView.of(version, templates.history(version));
        view.put("files", version.files());
        return view;
    }
}
