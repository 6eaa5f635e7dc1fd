package org.belay.access;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.audit.AuditLog;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps an administrator from acting as an approver. An administrator who creates a password link can use it. Therefore, after a password
 * was set through a link, an approver cannot approve and an administrator cannot manage users until another administrator confirms the
 * account, or for three days, in which the owner notices the changed password. Exception: a first password, as long as there has never been
 * another administrator who could confirm it.
 */
@Component
public class RightsConfirmation {
    private static final Logger log = LoggerFactory.getLogger(RightsConfirmation.class);
    private static final int DAYS = 3;
    private static final Set<Role> DECIDING = Set.of(Role.APPROVER, Role.ADMIN);

    private final AccountStore accounts;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    RightsConfirmation(AccountStore accounts, AuditLog audit, TransactionTemplate transaction) {
        this.accounts = accounts;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Empty if the user's rights are in effect. */
    public Optional<PendingRights> pendingRights(UserId person) {
        return accounts.pendingRights(person, DAYS);
    }

    /** @throws RequestRefused if {@code by} is not an administrator or their rights are not in effect */
    public void requireAdministrator(User by, String what) {
        if (!by.is(Role.ADMIN)) {
            throw new RequestRefused("Only an administrator may " + what + ". Nothing was changed.");
        }
        pendingRights(by.id()).ifPresent(waiting -> {
            throw new RequestRefused(
                    "You may not " + what + " yet: " + waiting.explanation(by) + " Nothing was changed.");
        });
    }

    /** Locks the accounts and checks again that {@code by} is an administrator: two who act on each other cannot both succeed. */
    void lockPeopleFor(User by) {
        accounts.lockPeople();
        accounts.person(by.id())
                .filter(account -> !account.disabled() && account.user().is(Role.ADMIN))
                .orElseThrow(() -> new RequestRefused("You are no longer an administrator. Nothing was changed."));
    }

    /** Called in the transaction in which a password is set through a link. */
    void suspendIfNeeded(AccountStore.StoredAccount owner, Optional<UserId> linkOf) {
        boolean first = owner.password().isEmpty();
        boolean decides = owner.user().roles().stream().anyMatch(DECIDING::contains);
        if (decides) {
            suspend(
                    owner.user(),
                    linkOf.filter(maker -> !first || accounts.hasOtherAdministrator(maker)),
                    "has a new password, set through");
        }
    }

    /**
     * Called in the transaction in which a person gets roles. The administrator who made the link for the password and then grants a right to
     * decide would else have what the link alone does not give.
     */
    void suspendIfGrantedByLinkMaker(User owner, Set<Role> granted, Optional<UserId> linkOf, User by) {
        if (granted.stream().anyMatch(DECIDING::contains)) {
            suspend(
                    owner,
                    linkOf.filter(maker ->
                                    accounts.person(maker).orElseThrow().user().isSamePersonAs(by))
                            .filter(accounts::hasOtherAdministrator),
                    "may approve or administer, granted by the person who made the link for the password, with");
        }
    }

    private void suspend(User owner, Optional<UserId> linkOf, String why) {
        linkOf.filter(maker -> !maker.equals(owner.id())).ifPresent(maker -> {
            accounts.suspendRights(owner.id(), maker);
            String link =
                    accounts.person(maker).map(one -> one.user().address()).orElse("");
            String subject = "user " + owner.address();
            audit.record("belay", "rights-wait", subject, Map.of("link made by", link));
            log.warn(
                    "{} {} a link of {}. Its rights wait for confirmation by another administrator",
                    subject,
                    why,
                    link);
        });
    }

    /**
     * Confirms that the account belongs to its owner.
     *
     * @throws RequestRefused if {@code by} is not an administrator, made the link, is the owner, or waits for confirmation too
     */
    public void confirm(UserId person, User by) {
        requireAdministrator(by, "confirm the rights of others");
        transaction.executeWithoutResult(status -> {
            User owner = accounts.person(person)
                    .map(AccountStore.StoredAccount::user)
                    .orElseThrow(() -> new ObjectNotFound("There is no user with the number " + person + "."));
            PendingRights waiting = pendingRights(person)
                    .orElseThrow(() -> new RequestRefused(
                            "The rights of " + owner.address() + " do not wait for anything. Nothing was changed."));
            User maker = accounts.person(waiting.linkMaker()).orElseThrow().user();
            if (maker.isSamePersonAs(by) || owner.isSamePersonAs(by)) {
                throw new RequestRefused("Another administrator has to confirm this: you "
                        + (maker.isSamePersonAs(by) ? "made the link." : "are the one whose rights wait.")
                        + " Nothing was changed.");
            }
            accounts.confirmRights(person);
            audit.record(
                    by.address(),
                    "rights-confirm",
                    "user " + owner.address(),
                    Map.of("link made by", waiting.linkMakerAddress()));
        });
    }
}
