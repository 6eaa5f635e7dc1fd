package org.belay.access.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.belay.access.OneTimeLinks;
import org.belay.access.RightsConfirmation;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.access.secret.RandomSecret;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Invitations: a link for the first password that goes to the mailbox of its owner and is not shown to the administrator. A person who signs
 * in with the company account gets an invitation without a link.
 */
@Component
public class Invitations {
    /** Longer than a link that is handed over: a mail may wait for the end of a week. */
    public static final Duration VALID = Duration.ofDays(7);

    private static final int PER_DAY = 5;

    private final InvitationStore store;
    private final Users users;
    private final OneTimeLinks links;
    private final RightsConfirmation rights;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    Invitations(
            InvitationStore store,
            Users users,
            OneTimeLinks links,
            RightsConfirmation rights,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.users = users;
        this.links = links;
        this.rights = rights;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** @param secret of the link for the first password; empty if the person may not have a password */
    public record Invitation(User person, Optional<String> secret) {
        @Override
        public String toString() {
            return "Invitation[person=" + person.address() + "]";
        }
    }

    /** An invitation that was sent and not used yet. */
    public record OpenInvitation(Instant sentAt, Instant until) {}

    /**
     * Makes an invitation; the caller mails it. It replaces older links.
     *
     * @throws RequestRefused if {@code by} is not an administrator, or the person is disabled, can sign in already, or was invited too often
     */
    public Invitation make(UserId id, User by) {
        rights.requireAdministrator(by, "invite people");
        return transaction.execute(status -> {
            Users.UserAccount account = users.account(id);
            User person = account.user();
            requireInvitable(account);
            Optional<String> secret = Optional.empty();
            if (links.mayHavePassword(person)) {
                RandomSecret made = RandomSecret.random("");
                store.close(id);
                store.add(made.sha256(), id, by.id(), VALID);
                secret = Optional.of(made.text());
            }
            audit.record(
                    by.address(),
                    "invite",
                    "user " + person.address(),
                    Map.of("with", secret.isPresent() ? "a link for a password" : "the company account"));
            return new Invitation(person, secret);
        });
    }

    private void requireInvitable(Users.UserAccount account) {
        String address = account.user().address();
        if (!account.enabled()) {
            throw new RequestRefused(address + " is disabled. No invitation was sent. Enable the account first.");
        }
        if (account.hasPassword() || store.hasExternalIdentity(account.user().id())) {
            throw new RequestRefused(
                    address
                            + " can sign in already. No invitation was sent. A forgotten password is replaced on the sign-in page.");
        }
        if (store.sentInLastDay(account.user().id()) >= PER_DAY) {
            throw new RequestRefused(address + " got " + PER_DAY
                    + " invitations in the last 24 hours. No further one was sent. Ask whether the address is right.");
        }
    }

    /**
     * Ends the link of an invitation.
     *
     * @throws RequestRefused if {@code by} is not an administrator, or there is no open invitation
     */
    public void withdraw(UserId id, User by) {
        rights.requireAdministrator(by, "withdraw invitations");
        transaction.executeWithoutResult(status -> {
            User person = users.get(id);
            if (!store.close(id)) {
                throw new RequestRefused(
                        person.address() + " has no open invitation: it was used or has expired. Nothing was changed.");
            }
            audit.record(by.address(), "invite-withdraw", "user " + person.address(), Map.of());
        });
    }

    /** Ends the link of an invitation that could not be mailed. */
    public void notSent(Invitation invitation, String why) {
        User person = invitation.person();
        transaction.executeWithoutResult(status -> {
            store.close(person.id());
            audit.record("belay", "invite-failed", "user " + person.address(), Map.of("why", why));
        });
    }

    public Optional<OpenInvitation> openOf(UserId id) {
        return Optional.ofNullable(store.open().get(id.value()));
    }

    /** The open invitations by {@link UserId#value}. */
    public Map<Long, OpenInvitation> open() {
        return store.open();
    }
}
