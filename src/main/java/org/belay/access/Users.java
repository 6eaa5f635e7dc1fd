package org.belay.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.audit.AuditLog;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The user accounts. */
@Component
public class Users {
    private final AccountStore accounts;
    private final ApiTokenStore tokens;
    private final SignInLinkStore links;
    private final RightsConfirmation rights;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    Users(
            AccountStore accounts,
            ApiTokenStore tokens,
            SignInLinkStore links,
            RightsConfirmation rights,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.links = links;
        this.rights = rights;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Creates an account. The user can sign in after setting a password ({@link OneTimeLinks#createPasswordLink}).
     *
     * @throws RequestRefused if {@code by} is not an administrator, the address is taken, or the name or address is not valid
     */
    public User create(String name, String address, Set<Role> roles, User by) {
        rights.requireAdministrator(by, "create people");
        if (roles.contains(Role.APPROVER) && MailboxIdentity.key(address).equals(MailboxIdentity.key(by.address()))) {
            throw new RequestRefused(RoleChanges.NOT_YOURSELF);
        }
        return enrol(name, address, roles, by.address());
    }

    /**
     * Creates an account without an administrator: the first one, or those of the sandbox.
     *
     * @param actor name for the audit record
     * @throws RequestRefused as {@link #create}
     */
    public User enrol(String name, String address, Set<Role> roles, String actor) {
        String aName = AccountFields.requireLine("The name", name, 200);
        String anAddress = AccountFields.requireAddress(address);
        if (roles.isEmpty()) {
            throw new RequestRefused(
                    "A user needs a role: " + Role.inWords(Set.of(Role.values())) + ". No account was created.");
        }
        return transaction.execute(status -> {
            accounts.lockPeople();
            if (accounts.person(anAddress).isPresent()) {
                throw new RequestRefused("There is already a user with the address " + anAddress
                        + ". No account was created. Use another address.");
            }
            UserId id = accounts.addPerson(aName, anAddress, roles);
            audit.record(
                    actor, "user-create", "user " + anAddress, Map.of("name", aName, "roles", Role.inWords(roles)));
            return get(id);
        });
    }

    /** Disables an account: from the next request on, its sessions end and its tokens and links stop working. */
    public void disable(UserId id, User by) {
        rights.requireAdministrator(by, "disable people");
        if (id.equals(by.id())) {
            throw new RequestRefused(
                    "You cannot disable your own account, because there might be no administrator left. Nothing was"
                            + " changed.");
        }
        transaction.executeWithoutResult(status -> {
            rights.lockPeopleFor(by);
            User user = get(id);
            if (accounts.isLastAdministrator(id)) {
                throw new RequestRefused(RoleChanges.lastAdministrator(user, by));
            }
            if (accounts.disable(id)) {
                links.closeLinks(id);
                int ended = tokens.revokeAll(id);
                audit.record(
                        by.address(),
                        "user-disable",
                        "user " + user.address(),
                        Map.of("tokens ended", Integer.toString(ended)));
            }
        });
    }

    /** Enables a disabled account, with its roles and its password. Tokens and links from before stay invalid. */
    public void enable(UserId id, User by) {
        rights.requireAdministrator(by, "enable people");
        transaction.executeWithoutResult(status -> {
            rights.lockPeopleFor(by);
            User user = get(id);
            if (accounts.enable(id)) {
                audit.record(
                        by.address(),
                        "user-enable",
                        "user " + user.address(),
                        Map.of("roles", Role.inWords(user.roles())));
            }
        });
    }

    /** Finds an account, also a disabled one, without regard to case. */
    public Optional<User> byAddress(String address) {
        return accounts.person(address).map(AccountStore.StoredAccount::user);
    }

    /** @throws ObjectNotFound if there is no such account */
    public User get(UserId id) {
        return accounts.person(id).map(AccountStore.StoredAccount::user).orElseThrow(() -> unknown(id));
    }

    private static ObjectNotFound unknown(UserId id) {
        return new ObjectNotFound("There is no user with the number " + id + ".");
    }

    /** All enabled accounts, in the order of their creation. */
    public List<User> list() {
        return accounts.people().stream()
                .filter(person -> !person.disabled())
                .map(AccountStore.StoredAccount::user)
                .toList();
    }

    /**
     * An account as administrators see it.
     *
     * @param enabled false after {@link #disable}
     * @param hasPassword whether a password was ever set
     */
    public record UserAccount(User user, boolean enabled, boolean hasPassword) {
        static UserAccount of(AccountStore.StoredAccount stored) {
            return new UserAccount(
                    stored.user(), !stored.disabled(), stored.password().isPresent());
        }
    }

    /** All accounts, also disabled ones, in the order of their creation. */
    public List<UserAccount> accounts() {
        return accounts.people().stream().map(UserAccount::of).toList();
    }

    /** @throws ObjectNotFound if there is no such account */
    public UserAccount account(UserId id) {
        return accounts.person(id).map(UserAccount::of).orElseThrow(() -> unknown(id));
    }

    /** Ends the sessions and tokens of this user; called in a transaction that took all roles. */
    public void endAccess(UserId id) {
        accounts.raiseEpoch(id);
        tokens.revokeAll(id);
    }

    /** Whether no administrator could sign in, or none with a password any more, without this enabled one. */
    public boolean isLastAdministrator(UserId id) {
        return accounts.isLastAdministrator(id);
    }

    /** Whether there is no account, not even a disabled one. */
    public boolean isEmpty() {
        return !accounts.hasPeople();
    }
}
