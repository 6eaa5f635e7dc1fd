package org.belay.api;

import static org.belay.api.problem.UnusableRequest.required;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.access.Users;
import org.belay.audience.PeopleReplacement.ReplacementMode;
import org.belay.audience.source.LeftOutRow;
import org.belay.audience.source.ReplacementReport;
import org.belay.directory.AudienceSources;
import org.belay.directory.model.AudienceSource;
import org.belay.directory.model.SourceDefinition;
import org.belay.directory.model.SourceDefinition.LdapSource;
import org.belay.directory.model.SourceDefinition.SelectionSource;
import org.belay.directory.model.SourceDefinition.SqlSource;
import org.jspecify.annotations.Nullable;
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
    private final Users users;

    SourcesApi(AudienceSources sources, Users users) {
        this.sources = sources;
        this.users = users;
    }

    /** @param attributes attribute of the directory by its name in Belay */
    record LdapBody(
            @Nullable String base,
            @Nullable String filter,
            @Nullable String group,
            @Nullable Map<String, String> attributes) {
        LdapSource source() {
            return new LdapSource(
                    required("base", base),
                    required("filter", filter),
                    Optional.ofNullable(group),
                    attributes == null ? Map.of() : attributes);
        }
    }

    /** @param database its name in {@code belay.yaml} */
    record SqlBody(@Nullable String database, @Nullable String query) {
        SqlSource source() {
            return new SqlSource(required("database", database), required("query", query));
        }
    }

    /** One of the kinds of sources. */
    record SourceBody(
            @Nullable String audience,
            @Nullable LdapBody ldap,
            @Nullable SqlBody sql) {
        SourceDefinition definition() {
            return sql != null ? sql.source() : required("ldap", ldap).source();
        }
    }

    /** @param acceptRemovals number of removed people that the caller has accepted */
    record SyncBody(
            @Nullable String audience,
            @Nullable Long acceptRemovals,
            @Nullable Boolean preview) {}

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
    Map<String, Object> define(@RequestBody SourceBody body, @AuthenticationPrincipal SignedIn me) {
        return shown(sources.define(required("audience", body.audience()), body.definition(), me.user()));
    }

    /** @param words the selection */
    record SelectionBody(
            @Nullable String audience, @Nullable String words) {}

    @PutMapping("/selection")
    Map<String, Object> select(@RequestBody SelectionBody body, @AuthenticationPrincipal SignedIn me) {
        var selection = new SelectionSource(required("words", body.words()));
        return shown(sources.define(required("audience", body.audience()), selection, me.user()));
    }

    @DeleteMapping
    Map<String, Object> remove(@RequestParam String audience, @AuthenticationPrincipal SignedIn me) {
        sources.remove(audience, me.user());
        return Map.of("audience", audience);
    }

    @PostMapping("/sync")
    SyncResult sync(@RequestBody SyncBody body, @AuthenticationPrincipal SignedIn me) {
        long accepted = body.acceptRemovals() == null ? 0 : body.acceptRemovals();
        var mode = Boolean.TRUE.equals(body.preview()) ? ReplacementMode.PREVIEW : ReplacementMode.APPLY;
        return SyncResult.of(sources.sync(required("audience", body.audience()), accepted, mode, me.user()));
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
