package org.belay.access.oidc;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.platform.SignInSettings.OidcSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Reads the claims of a verified person. */
final class IdentityClaims {
    private static final int LONGEST_SUBJECT = 255; // OpenID Connect Core 2

    private final OidcUser person;
    private final OidcSettings settings;

    IdentityClaims(OidcUser person, OidcSettings settings) {
        this.person = person;
        this.settings = settings;
    }

    ExternalIdentity identity() {
        String subject = Optional.ofNullable(person.getSubject()).orElse("");
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT || subject.indexOf(0) >= 0) {
            throw new OidcFailure(OidcProblem.TOKEN, "the ID token has no usable subject", null);
        }
        Optional<String> address =
                Optional.ofNullable(person.getEmail()).filter(any -> any.indexOf(0) < 0); // PostgreSQL cannot store NUL
        return new ExternalIdentity(
                settings.issuer().toString(),
                subject,
                address.filter(any -> isVerified()),
                Optional.ofNullable(person.getFullName())
                        .filter(name -> !name.isBlank())
                        .or(() -> address)
                        .orElse(subject),
                groups(),
                person.getIdToken().getTokenValue());
    }

    /** {@code xms_edov}: the owner of the domain of the address is verified, as Entra ID says it. */
    private boolean isVerified() {
        return isTrue(person.getClaim("email_verified")) || isTrue(person.getClaim("xms_edov"));
    }

    private static boolean isTrue(@Nullable Object claim) {
        String text = String.valueOf(claim);
        return text.equalsIgnoreCase("true") || text.equals("1");
    }

    private Set<String> groups() {
        Object found = claim(person.getClaims(), settings.groupsClaim());
        if (found == null && !settings.groupsOfRole().isEmpty() && hasMoreElsewhere()) {
            throw new OidcFailure(
                    OidcProblem.TOO_MANY_GROUPS,
                    "the provider left the claim \"" + settings.groupsClaim() + "\" out, because it would be too long",
                    null);
        }
        var groups = new LinkedHashSet<String>();
        if (found instanceof Collection<?> many) {
            many.forEach(one -> groups.add(String.valueOf(one)));
        } else if (found != null) {
            groups.add(found.toString());
        }
        return groups;
    }

    /** A claim by its name, or by its path, as {@code realm_access.roles}. */
    private static @Nullable Object claim(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        int dot = path.indexOf('.');
        return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? claim(inner, path.substring(dot + 1))
                : null;
    }

    /** Distributed claims (OpenID Connect Core 5.6.2), with which Entra ID replaces more than 200 groups. */
    private boolean hasMoreElsewhere() {
        return isTrue(person.getClaim("hasgroups"))
                || person.getClaim("_claim_names") instanceof Map<?, ?> names
                        && names.containsKey(settings.groupsClaim());
    }
}
