package org.belay.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.belay.audit.AuditLog;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Grants and takes roles. Sessions and tokens of the person have the new roles from the next request on, because each request reads them.
 *
 * <p>No one becomes an approver by themselves, and there is always an administrator who can sign in.
 */
@Component
public class RoleChanges {
    static final String NOT_YOURSELF =
            "You cannot make yourself an approver, nor another account with your address: a second administrator has"
                    + " to do it. Nothing was changed.";

    private final AccountStore accounts;
    private final ApiTokenStore tokens;
    private final SignInLinkStore links;
    private final RightsConfirmation rights;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Set<String> secondFactorFor;

    RoleChanges(
            AccountStore accounts,
            ApiTokenStore tokens,
            SignInLinkStore links,
            RightsConfirmation rights,
            AuditLog audit,
            TransactionTemplate transaction,
            Settings settings) {
        this.tokens = tokens;
        this.secondFactorFor = settings.signIn().secondFactorFor();
        this.accounts = accounts;
        this.links = links;
        this.rights = rights;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Changes the roles of a user. A role to add that the user has, or to remove that the user has not, is left as it is, so that two
     * administrators with old pages do not undo each other's changes.
     *
     * @return the user with the new roles
     * @throws RequestRefused if {@code by} is not an administrator, makes themselves an approver, or if the user would have no role or Belay
     *     no administrator
     */
    public User change(UserId id, Set<Role> add, Set<Role> remove, User by) {
        rights.requireAdministrator(by, "change roles");
        return transaction.execute(status -> {
            rights.lockPeopleFor(by);
            User user = stored(id);
            var after = EnumSet.noneOf(Role.class);
            after.addAll(user.roles());
            after.addAll(add);
            after.removeAll(remove);
            if (after.equals(user.roles())) {
                return user;
            }
            requirePossible(user, after, by);
            apply(user, after, by);
            return stored(id);
        });
    }

    private void requirePossible(User user, Set<Role> after, User by) {
        if (after.isEmpty()) {
            throw new RequestRefused(user.address()
                    + " would have no role. Nothing was changed. To keep a person from signing in, disable the"
                    + " account.");
        }
        if (after.contains(Role.APPROVER) && !user.is(Role.APPROVER) && user.isSamePersonAs(by)) {
            throw new RequestRefused(NOT_YOURSELF);
        }
        if (!after.contains(Role.ADMIN) && accounts.isLastAdministrator(user.id())) {
            throw new RequestRefused(lastAdministrator(user, by));
        }
    }

    static String lastAdministrator(User user, User by) {
        return (user.id().equals(by.id()) ? "You are" : user.address() + " is")
                + " the last administrator with a password. Nothing was changed. Make another person an"
                + " administrator, who sets a password, first.";
    }

    private void apply(User user, Set<Role> after, User by) {
        var added = EnumSet.copyOf(after);
        added.removeAll(user.roles());
        var removed = EnumSet.noneOf(Role.class);
        removed.addAll(user.roles());
        removed.removeAll(after);
        added.forEach(role -> accounts.addRole(user.id(), role));
        removed.forEach(role -> accounts.removeRole(user.id(), role));
        boolean needsFactor = added.stream()
                .anyMatch(role -> secondFactorFor.contains(role.name().toLowerCase(Locale.ROOT)));
        if (needsFactor && accounts.hasOnlyPassword(user.id())) {
            accounts.raiseEpoch(user.id()); // the next sign-in adds the second factor
            tokens.revokeAll(user.id());
        }
        audit.record(
                by.address(),
                "user-roles",
                "user " + user.address(),
                Map.of(
                        "added", Role.inWords(added),
                        "removed", Role.inWords(removed),
                        "roles", Role.inWords(after)));
        rights.suspendIfGrantedByLinkMaker(user, added, links.lastLinkMaker(user.id()), by);
    }

    private User stored(UserId id) {
        return accounts.person(id)
                .map(AccountStore.StoredAccount::user)
                .orElseThrow(() -> new ObjectNotFound("There is no user with the number " + id + "."));
    }
}
