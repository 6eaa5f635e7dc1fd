package org.belay.web.sources;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.RoleRules;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.audience.PeopleReplacement.ReplacementMode;
import org.belay.audience.source.ReplacementReport;
import org.belay.directory.AudienceSources;
import org.belay.directory.model.AudienceSource;
import org.belay.directory.model.SourceDefinition;
import org.belay.directory.model.SourceDefinition.LdapSource;
import org.belay.directory.model.SourceDefinition.SelectionSource;
import org.belay.directory.model.SourceDefinition.SqlSource;
import org.belay.directory.scim.ScimDirectory;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.web.format.AccountNames;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sources of audiences: their state, and buttons to read them. After a refusal a form keeps what was typed. */
@Controller
@RequestMapping("/sources")
class SourcesPage {
    private final AudienceSources sources;
    private final ScimDirectory scim;
    private final ApiTokens tokens;
    private final String scimAddress;
    private final AccountNames people;

    SourcesPage(AudienceSources sources, ScimDirectory scim, ApiTokens tokens, AccountNames people, Settings settings) {
        this.tokens = tokens;
        this.scim = scim;
        this.scimAddress = settings.publicUrl() + "/scim/v2";
        this.sources = sources;
        this.people = people;
    }

    /** A source, and the name of the user who defined it. */
    public record SourceRow(AudienceSource source, String by) {}

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn me, Model model) {
        List<SourceRow> rows = sources.list().stream()
                .map(source -> new SourceRow(source, people.nameOf(source.definedBy())))
                .toList();
        model.addAttribute("sources", rows);
        model.addAttribute("maySync", RoleRules.mayImport(me.user()));
        model.addAttribute("mayDefine", me.user().is(Role.ADMIN));
        model.addAttribute("pushed", scim.status());
        model.addAttribute("groups", scim.groups());
        model.addAttribute("scimAddress", scimAddress);
        return "sources";
    }

    @PostMapping("/sync")
    String sync(
            @RequestParam String audience,
            @RequestParam(defaultValue = "0") long acceptRemovals,
            @RequestParam(defaultValue = "APPLY") ReplacementMode mode,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        try {
            ReplacementReport report = sources.sync(audience, acceptRemovals, mode, me.user());
            next.addFlashAttribute("done", report.message());
        } catch (RequestRefused | ObjectNotFound refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
        }
        return "redirect:/sources";
    }

    @PostMapping("/selection")
    String select(
            @RequestParam String audience,
            @RequestParam String words,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        return define(audience, new SelectionSource(words.strip()), Map.of("words", words), me.user(), next);
    }

    @PostMapping("/ldap")
    String ldap(
            @RequestParam String audience,
            @RequestParam String base,
            @RequestParam String filter,
            @RequestParam(defaultValue = "") String group,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        var source = new LdapSource(
                base.strip(),
                filter.strip(),
                Optional.of(group.strip()).filter(dn -> !dn.isEmpty()),
                attributes(audience));
        return define(audience, source, Map.of("base", base, "filter", filter, "group", group), me.user(), next);
    }

    /** The form has no attributes: those that were set by a command stay. */
    private Map<String, String> attributes(String audience) {
        return sources.of(audience)
                .map(AudienceSource::definition)
                .map(before -> before instanceof LdapSource ldap ? ldap.attributes() : Map.<String, String>of())
                .orElse(Map.of());
    }

    @PostMapping("/sql")
    String sql(
            @RequestParam String audience,
            @RequestParam String database,
            @RequestParam String query,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        var source = new SqlSource(database.strip(), query.strip());
        return define(audience, source, Map.of("database", database, "query", query), me.user(), next);
    }

    /** @param group id of a pushed group; empty: all active users */
    @PostMapping("/scim")
    String scim(
            @RequestParam String audience,
            @RequestParam(defaultValue = "") String group,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        return define(audience, scim.source(group), Map.of("group", group), me.user(), next);
    }

    /** Creates a token for a provider, which is shown once. */
    @PostMapping("/scim/token")
    String scimToken(@RequestParam String name, @AuthenticationPrincipal SignedIn me, RedirectAttributes next) {
        try {
            next.addFlashAttribute(
                    "scimToken",
                    tokens.issueForScim(name, me.user(), me.user(), ApiTokens.MOST_DAYS)
                            .secret());
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
        }
        return "redirect:/sources";
    }

    private String define(
            String audience, SourceDefinition definition, Map<String, String> typed, User by, RedirectAttributes next) {
        try {
            sources.define(audience, definition, by);
            next.addFlashAttribute("defined", audience.strip());
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            next.addFlashAttribute("kind", definition.kind());
            next.addFlashAttribute("audience", audience);
            typed.forEach(next::addFlashAttribute);
        }
        return "redirect:/sources";
    }
}
