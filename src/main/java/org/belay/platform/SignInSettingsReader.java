package org.belay.platform;

import static org.belay.platform.SettingsKey.*;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the settings of sign-in. */
final class SignInSettingsReader {
    private static final String PERSON =
            "(&(objectClass=person)" + "(|(uid={name})(sAMAccountName={name})(userPrincipalName={name})(mail={name})))";

    private final SettingsValues values;

    SignInSettingsReader(SettingsValues values) {
        this.values = values;
    }

    SignInSettings read() {
        boolean forAll = values.choice(SIGN_IN_PASSWORDS, "everyone", List.of("everyone", "administrators"))
                .map("everyone"::equals)
                .orElse(true);
        var idle = Duration.ofMinutes(values.number(SIGN_IN_IDLE_MINUTES, 120, 5, 720));
        return new SignInSettings(forAll, secondFactorFor(), idle, oidc(), directory());
    }

    private Set<String> secondFactorFor() {
        return values.checked(
                        SIGN_IN_SECOND_FACTOR_FOR,
                        "",
                        "roles, such as \"approver, admin\"; there are " + String.join(", ", OIDC_ROLES.keySet()),
                        text -> Optional.of(Set.copyOf(words(text.toLowerCase(Locale.ROOT), "[,\\s]")))
                                .filter(OIDC_ROLES.keySet()::containsAll))
                .orElse(Set.of());
    }

    private Optional<SignInSettings.OidcSettings> oidc() {
        SettingsKey[] others = Stream.concat(
                        Stream.of(OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE), OIDC_ROLES.values().stream())
                .toArray(SettingsKey[]::new);
        values.requires(OIDC_CLIENT_ID, OIDC_ISSUER);
        if (!values.has(OIDC_ISSUER)) {
            values.requires(OIDC_ISSUER, others);
            return Optional.empty();
        }
        var file = values.secret(OIDC_CLIENT_SECRET_FILE);
        var scopes = words(values.text(OIDC_SCOPES, "openid profile email"), "[,\\s]");
        return values.checked(
                        OIDC_ISSUER,
                        "",
                        "the https URL of the issuer, without a query, exactly as the provider writes it",
                        value -> values.tokenEndpoint(value).map(url -> URI.create(value)))
                .map(issuer -> new SignInSettings.OidcSettings(
                        issuer,
                        values.text(OIDC_CLIENT_ID, ""),
                        file,
                        scopes.contains("openid")
                                ? scopes
                                : Stream.concat(Stream.of("openid"), scopes.stream())
                                        .toList(),
                        values.text(OIDC_GROUPS_CLAIM, "groups"),
                        groupsOfRole(OIDC_ROLES),
                        values.either(OIDC_CREATE_ACCOUNTS, "yes", "no").orElse(false),
                        values.text(OIDC_BUTTON, "Sign in with your company account")));
    }

    private Optional<SignInSettings.DirectorySignIn> directory() {
        SettingsKey[] others = Stream.concat(
                        Stream.of(LDAP_SIGN_IN_FILTER, LDAP_SIGN_IN_GROUPS_BASE, LDAP_SIGN_IN_CREATE_ACCOUNTS),
                        LDAP_ROLES.values().stream())
                .toArray(SettingsKey[]::new);
        if (!values.has(LDAP_SIGN_IN_BASE)) {
            values.requires(LDAP_SIGN_IN_BASE, others);
            return Optional.empty();
        }
        values.requires(LDAP_HOST, LDAP_SIGN_IN_BASE);
        String base = values.text(LDAP_SIGN_IN_BASE, "");
        return Optional.of(new SignInSettings.DirectorySignIn(
                base,
                values.checked(
                                LDAP_SIGN_IN_FILTER,
                                PERSON,
                                "an LDAP filter in parentheses with {name} for what a person types",
                                text -> Optional.of(text)
                                        .filter(filter -> filter.startsWith("(")
                                                && filter.endsWith(")")
                                                && filter.contains("{name}")
                                                && isFilter(filter.replace("{name}", "x"))))
                        .orElse(PERSON),
                values.text(LDAP_SIGN_IN_GROUPS_BASE, base),
                groupsOfRole(LDAP_ROLES),
                values.either(LDAP_SIGN_IN_CREATE_ACCOUNTS, "yes", "no").orElse(false)));
    }

    private static boolean isFilter(String text) {
        try {
            Filter.create(text);
            return true;
        } catch (LDAPException malformed) {
            return false;
        }
    }

    private Map<String, List<String>> groupsOfRole(Map<String, SettingsKey> roles) {
        var groups = new LinkedHashMap<String, List<String>>();
        roles.forEach((role, key) -> {
            if (values.has(key)) {
                groups.put(role, words(values.text(key, ""), ";"));
            }
        });
        return Map.copyOf(groups);
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
