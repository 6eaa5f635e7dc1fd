package org.belay.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.belay.access.secret.Passwords;
import org.belay.access.throttle.ClientPlace;
import org.belay.access.throttle.SignInThrottle;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The password of a person who is signed in. */
@Component
public class OwnPasswords {
    /** A sign-in that is not older than this needs no further proof. */
    private static final Duration RECENT = Duration.ofMinutes(10);

    private final AccountStore accounts;
    private final ApiTokenStore tokens;
    private final SignInLinkStore links;
    private final BrowserSessions sessions;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SignInThrottle throttle;
    private final Passwords passwords = new Passwords();

    OwnPasswords(
            AccountStore accounts,
            ApiTokenStore tokens,
            SignInLinkStore links,
            BrowserSessions sessions,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock,
            SignInThrottle throttle) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.links = links;
        this.sessions = sessions;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.throttle = throttle;
    }

    public boolean hasPassword(User user) {
        return accounts.person(user.id())
                .flatMap(AccountStore.StoredAccount::password)
                .isPresent();
    }

    /**
     * Changes the password of a signed-in person. Other sessions and the API tokens of the person end.
     *
     * @return the session to go on with
     * @throws RequestRefused if the current password is wrong or the new one is not acceptable
     */
    public SignedIn changePassword(SignedIn me, String current, String chosen, String from) {
        String address = me.user().address();
        String encoded = passwords.encode(chosen, address);
        int checked = confirmPassword(me, current, from);
        return transaction.execute(status -> {
            if (!accounts.replacePassword(me.user().id(), encoded, checked)) {
                throw new RequestRefused(
                        "The password or the state of the account was changed in the meantime. The new password was not saved. Sign in again.");
            }
            links.closeLinks(me.user().id());
            int ended = tokens.revokeAll(me.user().id());
            audit.record(
                    address,
                    "password-set",
                    "user " + address,
                    Map.of("with", "the current one", "tokens ended", Integer.toString(ended)));
            var person = accounts.person(me.user().id()).orElseThrow();
            sessions.follow(me.session(), person.epoch());
            return new SignedIn(person.user(), person.epoch(), me.since(), me.session());
        });
    }

    /**
     * Checks that the person at the browser is the owner of the account, before something of lasting effect.
     *
     * @param current the password as typed. An account without a password needs none if its sign-in is not older than ten minutes
     * @return the epoch of the account at the time of the check
     * @throws RequestRefused if it is wrong, was typed too often, or the sign-in is too old
     */
    public int confirmPassword(SignedIn me, String current, String from) {
        var person = accounts.person(me.user().id()).orElseThrow();
        if (person.password().isEmpty()) {
            if (me.since().plus(RECENT).isBefore(clock.instant())) {
                throw new RequestRefused("You signed in more than " + RECENT.toMinutes()
                        + " minutes ago. Sign out, sign in again, and repeat this. Nothing was changed.");
            }
            return person.epoch();
        }
        String account = me.user().address().toLowerCase(Locale.ROOT);
        if (throttle.take(account, ClientPlace.of(from)).isPresent()) {
            throw new RequestRefused("Too many wrong passwords. Nothing was changed. Wait a minute and try again.");
        }
        if (!passwords.matches(current, person.password())) {
            throw new RequestRefused("The current password is wrong. Nothing was changed.");
        }
        throttle.succeeded(account, ClientPlace.of(from));
        return person.epoch();
    }
}
