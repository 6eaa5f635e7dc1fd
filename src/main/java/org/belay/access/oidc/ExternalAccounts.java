package org.belay.access.oidc;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.CheckedUser;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.access.oidc.ExternalIdentityStore.FoundAccount;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.SignInSettings.OidcSettings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The accounts of people who sign in through a provider or with the password of a directory. An account belongs to issuer and subject. At the first sign-in, the account with
 * the same verified address is connected, once, or a new one is created where the configuration allows it.
 */
@Component
public class ExternalAccounts {
    /**
     * How people of one provider become users.
     *
     * @param actor for the audit record
     * @param groupsOfRole groups that give a role, by its name in lower case
     * @param createAccounts whether a person without an account gets one
     */
    public record AdmissionRules(String actor, Map<String, List<String>> groupsOfRole, boolean createAccounts) {}

    private final Optional<OidcSettings> settings;
    private final ExternalIdentityStore identities;
    private final Users users;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    ExternalAccounts(
            Settings settings,
            ExternalIdentityStore identities,
            Users users,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.settings = settings.signIn().oidc();
        this.identities = identities;
        this.users = users;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * The account of a person of the OpenID Connect provider; see {@link #admit(ExternalIdentity, AdmissionRules)}.
     *
     * @throws OidcFailure if it has none, is disabled, or has no role
     */
    public CheckedUser admit(ExternalIdentity person) {
        OidcSettings provider = settings.orElseThrow();
        return admit(person, new AdmissionRules("single sign-on", provider.groupsOfRole(), provider.createAccounts()));
    }

    /**
     * The account of this person, with the roles that its groups decide.
     *
     * @throws OidcFailure if it has none, is disabled, or has no role; roles that the groups took away are gone then, too
     */
    public CheckedUser admit(ExternalIdentity person, AdmissionRules rules) {
        var roles = new GroupRoles(rules.groupsOfRole());
        CheckedUser admitted = transaction.execute(status -> {
            identities.lock();
            FoundAccount account = identities
                    .bySubject(person.issuer(), person.subject())
                    .or(() -> connected(person, rules))
                    .orElseGet(() -> created(person, roles, rules));
            if (account.disabled()) {
                throw refused(OidcProblem.DISABLED, person);
            }
            User user = withRoles(account.id(), person, roles, rules);
            return new CheckedUser(user, identities.epoch(user.id()));
        });
        if (admitted.user().roles().isEmpty()) {
            throw refused(OidcProblem.NO_ROLE, person);
        }
        return admitted;
    }

    /** The account with the same address. An address that the provider has not verified may be of any person who typed it in. */
    private Optional<FoundAccount> connected(ExternalIdentity person, AdmissionRules rules) {
        String address = person.verifiedAddress().orElseThrow(() -> refused(OidcProblem.UNVERIFIED_ADDRESS, person));
        Optional<FoundAccount> found = identities.byAddress(address);
        found.filter(account -> !account.disabled()).ifPresent(account -> link(account.id(), person, rules));
        return found;
    }

    private void link(UserId account, ExternalIdentity person, AdmissionRules rules) {
        if (!identities.link(account, person.issuer(), person.subject())) {
            throw refused(OidcProblem.OTHER_PERSON, person);
        }
        audit.record(
                rules.actor(),
                "user-connect",
                "user " + users.get(account).address(),
                Map.of("issuer", person.issuer(), "subject", person.subject()));
    }

    private FoundAccount created(ExternalIdentity person, GroupRoles roles, AdmissionRules rules) {
        if (!rules.createAccounts()) {
            throw refused(OidcProblem.NO_ACCOUNT, person);
        }
        Set<Role> given = roles.of(person.groups(), Set.of());
        if (given.isEmpty()) {
            throw refused(OidcProblem.NO_ROLE, person);
        }
        try {
            User user = users.enrol(person.name(), person.verifiedAddress().orElseThrow(), given, rules.actor());
            link(user.id(), person, rules);
            return new FoundAccount(user.id(), false);
        } catch (RequestRefused unusable) { // a name or address that no account may have
            throw new OidcFailure(OidcProblem.NO_ACCOUNT, String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private User withRoles(UserId account, ExternalIdentity person, GroupRoles mapping, AdmissionRules rules) {
        User before = users.get(account);
        Set<Role> after = EnumSet.noneOf(Role.class);
        after.addAll(mapping.of(person.groups(), before.roles()));
        // without an administrator no person could correct a wrong mapping
        boolean kept = before.is(Role.ADMIN) && !after.contains(Role.ADMIN) && users.isLastAdministrator(account);
        if (kept) {
            after.add(Role.ADMIN);
        }
        if (after.equals(before.roles())) {
            return before;
        }
        identities.setRoles(account, after);
        if (after.isEmpty()) {
            users.endAccess(account);
        }
        audit.record(
                rules.actor(),
                "user-roles",
                "user " + before.address(),
                Map.of(
                        "added", GroupRoles.words(role -> after.contains(role) && !before.is(role)),
                        "removed", GroupRoles.words(role -> before.is(role) && !after.contains(role)),
                        "by", "groups of " + person.issuer()));
        return users.get(account);
    }

    private static OidcFailure refused(OidcProblem problem, ExternalIdentity person) {
        return new OidcFailure(problem, "subject " + person.subject() + " of " + person.issuer(), null);
    }
}
