package org.belay.access;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.belay.access.throttle.ClientPlace;
import org.belay.access.throttle.SignInThrottle;
import org.belay.audit.AuditLog;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs users in and out after their credentials were checked ({@link PasswordSignIns}), and renews their sessions. */
@Component
public class SignIns {
    private final AccountStore accounts;
    private final BrowserSessions sessions;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SignInThrottle throttle;

    SignIns(
            AccountStore accounts,
            BrowserSessions sessions,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock,
            SignInThrottle throttle) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.throttle = throttle;
    }

    /**
     * Cookie value that identifies this browser at the user's next sign-in; invalid after the password has changed. Empty for an account
     * without a password, because the token is signed with it.
     */
    public Optional<String> issueDeviceToken(User owner) {
        return accounts.person(owner.id())
                .flatMap(AccountStore.StoredAccount::password)
                .map(password -> DeviceCookie.issue(owner, password));
    }

    /** Counter of the account's credentials, for {@link #isUnchanged}. */
    public int epoch(User user) {
        return accounts.person(user.id()).orElseThrow().epoch();
    }

    /** Whether the account is enabled and its credentials are those of this {@link #epoch}. */
    public boolean isUnchanged(UserId user, int epoch) {
        return accounts.person(user)
                .filter(person -> !person.disabled() && person.epoch() == epoch)
                .isPresent();
    }

    /**
     * Records the sign-in in the audit record. The caller starts the browser's session.
     *
     * @param epoch that the account had when the credentials were checked. If they were changed since, or the account was disabled, the session
     *     ends with its first request
     * @param how words for the audit record and the list of sessions
     * @param browser User-Agent
     */
    public SignedIn startSession(User user, int epoch, String how, String from, String browser) {
        throttle.rememberPlace(user.address(), ClientPlace.of(from));
        return transaction.execute(status -> {
            var person = accounts.person(user.id()).orElseThrow();
            audit.record(user.address(), "sign-in", "user " + user.address(), Map.of("with", how, "from", from));
            long session = sessions.begin(user.id(), epoch, how, from, browser);
            return new SignedIn(person.user(), epoch, clock.instant(), session);
        });
    }

    /**
     * The user's current state; empty if the session has ended: signed out elsewhere, account disabled, password changed, too old, or not
     * used for too long.
     *
     * @param used whether a person did something, and not a page that refreshes itself
     */
    public Optional<SignedIn> renew(SignedIn me, boolean used) {
        if (!sessions.goesOn(me, used)) {
            return Optional.empty();
        }
        return accounts.person(me.user().id())
                .filter(person -> !person.disabled() && person.epoch() == me.epoch())
                .map(person -> new SignedIn(person.user(), me.epoch(), me.since(), me.session()));
    }

    /** Who asks for a token with a password has no session. */
    public SignedIn forOneRequest(User user, String how, String from) {
        return transaction.execute(status -> {
            var person = accounts.person(user.id()).orElseThrow();
            audit.record(user.address(), "sign-in", "user " + user.address(), Map.of("with", how, "from", from));
            return new SignedIn(person.user(), person.epoch(), clock.instant(), 0);
        });
    }

    public void signOut(SignedIn me) {
        transaction.executeWithoutResult(status -> {
            sessions.end(me);
            audit.record(me.user().address(), "sign-out", "user " + me.user().address(), Map.of());
        });
    }
}
