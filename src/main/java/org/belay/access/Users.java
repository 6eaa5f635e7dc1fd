package org.belay.access;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final RightsConfirmation rights;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    Users(
            AccountStore accounts,
            ApiTokenStore tokens,
            RightsConfirmation rights,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.tokens = tokens;
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
                    "A person needs a role: author, approver, auditor or admin. No account was created.");
        }
        return transaction.execute(status -> {
            accounts.lockPeople();
            if (accounts.person(anAddress).isPresent()) {
                throw new RequestRefused("There is already a person with the address " + anAddress
                        + ". No account was created. Use another address.");
            }
            UserId id = accounts.addPerson(aName, anAddress, roles);
            audit.record(actor, "user-create", "user " + anAddress, Map.of("name", aName, "roles", inWords(roles)));
            return get(id);
        });
    }

    /** Disables an account: from the next request on, its sessions end and its tokens stop working. */
    public void disable(UserId id, User by) {
        rights.requireAdministrator(by, "disable people");
        if (id.equals(by.id())) {
            throw new RequestRefused(
                    "You cannot disable your own account, because there might be no administrator left. Nothing was changed.");
        }
        transaction.executeWithoutResult(status -> {
            User user = get(id);
            if (accounts.disable(id)) {
                int ended = tokens.revokeAll(id);
                audit.record(
                        by.address(),
                        "user-disable",
                        "user " + user.address(),
                        Map.of("tokens ended", Integer.toString(ended)));
            }
        });
    }

    /** Finds an account, also a disabled one, without regard to case. */
    public Optional<User> byAddress(String address) {
        return accounts.person(address).map(AccountStore.StoredAccount::user);
    }

    /** @throws ObjectNotFound if there is no such account */
    public User get(UserId id) {
        return accounts.person(id)
                .map(AccountStore.StoredAccount::user)
                .orElseThrow(() -> new ObjectNotFound("There is no person with the number " + id + "."));
    }

    /** All enabled accounts, in the order of their creation. */
    public List<User> list() {
        return accounts.people().stream()
                .filter(person -> !person.disabled())
                .map(AccountStore.StoredAccount::user)
                .toList();
    }

    /** Whether there is no account, not even a disabled one. */
    public boolean isEmpty() {
        return !accounts.hasPeople();
    }

    private static String inWords(Set<Role> roles) {
        return roles.stream()
                .sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
