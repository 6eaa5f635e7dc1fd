package org.belay.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import java.util.Arrays;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Which role may do what, defined once for the pages and for the API, which has the same paths under {@code /api/v1}. Every signed-in user
 * may read. Rules that depend on the mailing, for example that its author cannot approve it, are in the room {@code mailing}.
 */
public final class RoleRules {
    private RoleRules() {}

    /**
     * Adds the rules for all paths under a prefix. No rule may be added after them.
     *
     * @param under "" or "/api/v1"
     */
    public static void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            String under) {
        requests.requestMatchers(
                        under + "/users/**", under + "/relay/**", under + "/reports", under + "/reports/mailboxes/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(POST, under + "/audit/anchor")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(under + "/audit/**")
                .hasAnyRole(Role.AUDITOR.name(), Role.ADMIN.name())
                .requestMatchers(under + "/mailings/*/export")
                .hasAnyRole(Role.AUDITOR.name(), Role.ADMIN.name())
                .requestMatchers(GET, under + "/teams/**")
                .hasAnyRole(Role.AUDITOR.name(), Role.ADMIN.name())
                .requestMatchers(HEAD, under + "/teams/**")
                .hasAnyRole(Role.AUDITOR.name(), Role.ADMIN.name())
                .requestMatchers(under + "/teams/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(under + "/tokens/**", under + "/account/**", under + "/sign-out")
                .authenticated()
                .requestMatchers(GET)
                .authenticated()
                .requestMatchers(HEAD)
                .authenticated()
                .requestMatchers(under + "/sources/sync", under + "/sources/selection")
                .hasAnyRole(Role.AUTHOR.name(), Role.ADMIN.name())
                .requestMatchers(under + "/sources/**", under + "/policy", under + "/audiences/*/all-staff")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(under + "/deputies/**")
                .hasAnyRole(Role.APPROVER.name(), Role.ADMIN.name())
                .requestMatchers(under + "/people/export", under + "/people/erase", under + "/people/erase/preview")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(POST, under + "/people/find", under + "/people/show")
                .authenticated()
                .requestMatchers(under + "/people/**")
                .hasAnyRole(Role.AUTHOR.name(), Role.APPROVER.name(), Role.ADMIN.name())
                .requestMatchers(under + "/audiences/**")
                .hasAnyRole(Role.AUTHOR.name(), Role.ADMIN.name())
                .requestMatchers(under + "/templates/**")
                .hasAnyRole(Role.AUTHOR.name(), Role.EDITOR.name())
                .requestMatchers(POST, under + "/record/**")
                .hasAnyRole(Role.APPROVER.name(), Role.ADMIN.name())
                .requestMatchers(
                        under + "/mailings/*/approve",
                        under + "/mailings/*/return",
                        under + "/mailings/*/correction/approve")
                .hasRole(Role.APPROVER.name())
                .requestMatchers(acts(under, "stop"))
                .hasAnyRole(Role.AUTHOR.name(), Role.APPROVER.name(), Role.ADMIN.name())
                .requestMatchers(acts(under, "schedule", "reschedule", "cancel", "resume", "disregard", "take-back"))
                .hasAnyRole(Role.AUTHOR.name(), Role.APPROVER.name())
                .requestMatchers(acts(under, "amend", "reinstate", "correction/withdraw"))
                .hasAnyRole(Role.AUTHOR.name(), Role.APPROVER.name())
                .anyRequest()
                .hasRole(Role.AUTHOR.name());
    }

    /** Whether a user may edit and publish templates. */
    public static boolean mayEditTemplates(User user) {
        return user.is(Role.AUTHOR) || user.is(Role.EDITOR);
    }

    /** Whether a user may import and change audiences. */
    public static boolean mayImport(User user) {
        return user.is(Role.AUTHOR) || user.is(Role.ADMIN);
    }

    private static String[] acts(String under, String... acts) {
        return Arrays.stream(acts).map(act -> under + "/mailings/*/" + act).toArray(String[]::new);
    }
}
