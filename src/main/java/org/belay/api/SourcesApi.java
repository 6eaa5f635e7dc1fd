package org.belay.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.access.Users;
import org.belay.audience.PeopleReplacement.ReplacementMode;
import org.belay.audience.source.LeftOutRow;
import org.belay.audience.source.ReplacementReport;
import org.belay.directory.AudienceSources;
import org.belay.directory.model.AudienceSource;
import org.belay.directory.model.SourceDefinition.SelectionSource;
import org.belay.directory.scim.ScimDirectory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sources of audiences: directories. An administrator defines them, authors read them. */
@RestController
@RequestMapping("/api/v1/sources")
class SourcesApi {
    private final AudienceSources sources;
    private final ScimDirectory scim;
    private final Users users;

    SourcesApi(AudienceSources sources, ScimDirectory scim, Users users) {
        this.sources = sources;
        this.scim = scim;
        this.users = users;
    }

    record SyncResult(
            String audience,
            long people,
            long added,
            long removed,
            long leftOut,
            List<LeftOutRow> rows,
            String message) {
        static SyncResult of(ReplacementReport report) {
            return new SyncResult(
                    report.audience(),
                    report.findings().good(),
                    report.added(),
                    report.removed(),
                    report.findings().bad(),
                    report.findings().leftOut(),
                    report.message());
        }
    }

    @GetMapping
    Map<String, Object> list() {
        return Map.of("sources", sources.list().stream().map(this::shown).toList());
    }

    @PutMapping
    Map<String, Object> define(@RequestBody Map<String, Object> request, @AuthenticationPrincipal SignedIn me) {
        SourceBody body = SourceBody.read("A source", request, "audience", "ldap", "sql");
        return shown(sources.define(body.text("audience"), body.definition(), me.user()));
    }

    /** What was pushed through SCIM: numbers of users and groups, and the groups that can be sources. */
    @GetMapping("/scim")
    Map<String, Object> pushed() {
        ScimDirectory.ScimStatus status = scim.status();
        var view = new LinkedHashMap<String, Object>();
        view.put("users", status.users());
        view.put("active", status.active());
        status.changedAt().ifPresent(at -> view.put("changedAt", at));
        view.put("groups", scim.groups());
        return view;
    }

    /** {@code group}: the id of a pushed group; absent: all active users. */
    @PutMapping("/scim")
    Map<String, Object> follow(@RequestBody Map<String, Object> request, @AuthenticationPrincipal SignedIn me) {
        SourceBody body = SourceBody.read("A source", request, "audience", "group");
        String group = body.has("group") ? body.text("group") : "";
        return shown(sources.define(body.text("audience"), scim.source(group), me.user()));
    }

    @PutMapping("/selection")
    Map<String, Object> select(@RequestBody Map<String, Object> request, @AuthenticationPrincipal SignedIn me) {
        SourceBody body = SourceBody.read("A selection", request, "audience", "words");
        return shown(sources.define(body.text("audience"), new SelectionSource(body.text("words")), me.user()));
    }

    @DeleteMapping
    Map<String, Object> remove(@RequestParam String audience, @AuthenticationPrincipal SignedIn me) {
        sources.remove(audience, me.user());
        return Map.of("audience", audience);
    }

    @PostMapping("/sync")
    SyncResult sync(@RequestBody Map<String, Object> request, @AuthenticationPrincipal SignedIn me) {
        SourceBody body = SourceBody.read("A sync", request, "audience", "acceptRemovals", "preview");
        var mode = body.isTrue("preview") ? ReplacementMode.PREVIEW : ReplacementMode.APPLY;
        return SyncResult.of(sources.sync(body.text("audience"), body.number("acceptRemovals", 0), mode, me.user()));
    }

    private Map<String, Object> shown(AudienceSource source) {
        var view = new LinkedHashMap<String, Object>();
        view.put("audience", source.audienceName());
        view.put("people", source.people());
        view.put("kind", source.definition().kind());
        view.put("source", source.definition().words());
        view.put("definition", source.definition());
        view.put("definedBy", users.get(source.definedBy()).address());
        view.put("definedAt", source.definedAt());
        view.put("state", source.state());
        view.put("message", source.message());
        source.triedAt().ifPresent(at -> view.put("triedAt", at));
        source.syncedAt().ifPresent(at -> view.put("syncedAt", at));
        return view;
    }
}
