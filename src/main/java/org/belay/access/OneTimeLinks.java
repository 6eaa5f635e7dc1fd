package org.belay.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.secret.Passwords;
import org.belay.access.secret.RandomSecret;
import org.belay.access.throttle.PasswordLinkLimits;
import org.belay.address.EmailAddress;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Links that set one password once. Opening a link does not use it, because mail scanners open every link. */
@Component
public class OneTimeLinks {
    private static final Duration FIRST = Duration.ofHours(24);
    private static final Duration PASSWORD = Duration.ofDays(3);
    private static final Duration MAILED = Duration.ofHours(1);
    private static final int MAILED_PER_DAY = 3;
    private static final String LINK_EXPIRED =
            "This link no longer works. It was already used, has expired, or was replaced by a newer one. Nothing was saved. Ask for a new one.";

    private final AccountStore accounts;
    private final SignInLinkStore links;
    private final ApiTokenStore tokens;
    private final Users users;
    private final RightsConfirmation rights;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Passwords passwords = new Passwords();
    private final PasswordLinkLimits limits;
    private final boolean passwordsForAll;

    OneTimeLinks(
            AccountStore accounts,
            SignInLinkStore links,
            ApiTokenStore tokens,
            Users users,
            RightsConfirmation rights,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock,
            Settings settings) {
        this.passwordsForAll = settings.signIn().passwordsForAll();
        this.limits = new PasswordLinkLimits(clock);
        this.accounts = accounts;
        this.links = links;
        this.tokens = tokens;
        this.users = users;
        this.rights = rights;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Secret of a link for the first administrator; valid for 24 hours and as long as there are no users. */
    public String createFirstAdministratorLink() {
        RandomSecret secret = RandomSecret.random("");
        transaction.executeWithoutResult(
                status -> links.addLink(secret.sha256(), Optional.empty(), Optional.empty(), FIRST));
        return secret.text();
    }

    /** Secret of a link that sets this user's password; valid for three days. It replaces older links. */
    public String createPasswordLink(User person, User by) {
        rights.requireAdministrator(by, "make a link for a password");
        if (!mayHavePassword(person)) {
            throw new RequestRefused(
                    person.address()
                            + " signs in with the company account: sign-in.passwords in belay.yaml allows passwords to administrators only. No link was made.");
        }
        RandomSecret secret = RandomSecret.random("");
        transaction.executeWithoutResult(status -> {
            links.closeLinks(person.id());
            links.addLink(secret.sha256(), Optional.of(person.id()), Optional.of(by.id()), PASSWORD);
            audit.record(by.address(), "link-create", "user " + person.address(), Map.of());
        });
        return secret.text();
    }

    /** A link for the mailbox of its owner. */
    public record MailedLink(User owner, String secret) {
        @Override
        public String toString() {
            return "MailedLink[owner=" + owner.address() + "]";
        }
    }

    /**
     * Makes a link, valid for an hour, with which the owner of this address sets a new password. Empty, which callers must not reveal, if
     * there is no such account, it signs in without a password, or it or the place has asked too often.
     *
     * @param from network address of the client
     */
    public Optional<MailedLink> createMailedLink(String address, String from) {
        String account = address.strip();
        if (account.length() > EmailAddress.MAX_OCTETS || account.indexOf(0) >= 0 || !limits.take(from)) {
            return Optional.empty();
        }
        return transaction.execute(status -> {
            accounts.lockPeople();
            return accounts.person(account)
                    .filter(person -> !person.disabled() && person.password().isPresent())
                    .map(AccountStore.StoredAccount::user)
                    .filter(this::mayHavePassword)
                    .filter(owner -> links.mailedInLastDay(owner.id()) < MAILED_PER_DAY)
                    .filter(owner -> limits.takeMail())
                    .map(owner -> {
                        RandomSecret secret = RandomSecret.random("");
                        links.addLink(secret.sha256(), Optional.of(owner.id()), Optional.of(owner.id()), MAILED);
                        audit.record(
                                "stranger at " + from, "link-mail", "user " + owner.address(), Map.of("valid", "1 h"));
                        return new MailedLink(owner, secret.text());
                    });
        });
    }

    /** Whether the secret is a valid link for the first administrator. */
    public boolean isFirstAdministratorLink(String secret) {
        return !accounts.hasPeople()
                && links.openLink(new RandomSecret(secret).sha256())
                        .filter(link -> link.person().isEmpty())
                        .isPresent();
    }

    /** User whose password this secret can set; empty if it is not valid. */
    public Optional<User> passwordLinkOwner(String secret) {
        return links.openLink(new RandomSecret(secret).sha256())
                .flatMap(SignInLinkStore.StoredLink::person)
                .flatMap(accounts::person)
                .filter(person -> !person.disabled())
                .map(AccountStore.StoredAccount::user)
                .filter(this::mayHavePassword);
    }

    /** Whether the configuration allows this user to sign in with a password of Belay. */
    public boolean mayHavePassword(User owner) {
        return passwordsForAll || owner.is(Role.ADMIN);
    }

    /**
     * Creates the first administrator.
     *
     * @throws RequestRefused if the link is not valid, there is a user already, or the name, address or password is not acceptable
     */
    public CheckedUser createFirstAdministrator(String secret, String name, String address, String password) {
        String encoded = passwords.encode(password, address);
        return transaction.execute(status -> {
            accounts.lockPeople();
            if (accounts.hasPeople()
                    || links.useLink(new RandomSecret(secret).sha256()).isEmpty()) {
                throw new RequestRefused(LINK_EXPIRED);
            }
            User first = users.enrol(name, address, Set.of(Role.ADMIN), "belay");
            accounts.setPassword(first.id(), encoded);
            return checked(first);
        });
    }

    /**
     * Sets a password. Other links, sessions and, unless it is the first password, tokens of this user end. The rights of an approver or administrator may
     * then wait for confirmation ({@link RightsConfirmation}).
     *
     * @throws RequestRefused if the link is not valid or the password is not acceptable
     */
    public CheckedUser setPassword(String secret, String password) {
        User owner = passwordLinkOwner(secret).orElseThrow(() -> new RequestRefused(LINK_EXPIRED));
        String encoded = passwords.encode(password, owner.address());
        return transaction.execute(status -> {
            accounts.lockPeople(); // a change of roles sees the new password, or this one the new roles
            SignInLinkStore.StoredLink link = links.useLink(new RandomSecret(secret).sha256())
                    .orElseThrow(() -> new RequestRefused(LINK_EXPIRED));
            AccountStore.StoredAccount before = accounts.person(owner.id()).orElseThrow();
            accounts.setPassword(owner.id(), encoded);
            links.closeLinks(owner.id());
            int ended = before.password().isPresent() ? tokens.revokeAll(owner.id()) : 0;
            rights.suspendIfNeeded(before, link.madeBy());
            audit.record(
                    owner.address(),
                    "password-set",
                    "user " + owner.address(),
                    Map.of("with", "a link", "tokens ended", Integer.toString(ended)));
            return checked(owner);
        });
    }

    private CheckedUser checked(User owner) {
        return new CheckedUser(owner, accounts.person(owner.id()).orElseThrow().epoch());
    }
}
