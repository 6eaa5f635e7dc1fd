package org.belay.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.access.secret.Passwords;
import org.belay.access.throttle.ClientPlace;
import org.belay.access.throttle.SignInThrottle;
import org.belay.address.EmailAddress;
import org.belay.audit.AuditLog;
import org.belay.audit.RefusalRecorder;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs users in and out, and renews their sessions. */
@Component
public class SignIns {
    /** A sign-in that is not older than this needs no further proof. */
    private static final Duration RECENT = Duration.ofMinutes(10);

    private final AccountStore accounts;
    private final ApiTokenStore tokens;
    private final SignInLinkStore links;
    private final BrowserSessions sessions;
    private final AuditLog audit;
    private final RefusalRecorder refusals;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final DirectoryPasswords directory;
    private final boolean passwordsForAll;
    private final SignInThrottle throttle;
    private final Passwords passwords = new Passwords();

    SignIns(
            AccountStore accounts,
            ApiTokenStore tokens,
            SignInLinkStore links,
            BrowserSessions sessions,
            AuditLog audit,
            RefusalRecorder refusals,
            TransactionTemplate transaction,
            Clock clock,
            Settings settings,
            DirectoryPasswords directory) {
        this.directory = directory;
        this.passwordsForAll = settings.signIn().passwordsForAll();
        this.accounts = accounts;
        this.tokens = tokens;
        this.links = links;
        this.sessions = sessions;
        this.audit = audit;
        this.refusals = refusals;
        this.transaction = transaction;
        this.clock = clock;
        this.throttle = new SignInThrottle(clock);
    }

    /** The passwords of a company directory. A room above implements it, because this room knows no directory. */
    public interface DirectoryPasswords {

        /**
         * The account of the person with this name and password.
         *
         * @param name user name or mail address, as typed
         * @return empty if no directory is configured, or the name or the password is wrong
         * @throws DirectoryRefusal if the directory does not answer, or its person has no account or role here
         */
        Optional<User> accountOf(String name, String password);
    }

    /** The directory does not answer, or its person may not use Belay. */
    public static final class DirectoryRefusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String problem;

        /** @param problem one word, such as {@code NO_ROLE}; the sign-in page has a text for each */
        public DirectoryRefusal(String problem, Throwable cause) {
            super(problem, cause);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    /** Result of an attempt to sign in with a password. */
    public sealed interface SignInResult {
        record SignInSuccess(User user, int epoch) implements SignInResult {}

        /** Unknown address, wrong password or disabled account; callers must not learn which. */
        record SignInFailure() implements SignInResult {}

        /** The directory does not answer, or its person may not use Belay. */
        record SignInRefused(String problem) implements SignInResult {}

        /** Too many attempts; the password was not checked. */
        record SignInDelay(Duration time) implements SignInResult {}
    }

    /** Checks a password from a client without a {@link #issueDeviceToken} cookie. */
    public SignInResult byPassword(String address, String password, String from) {
        return byPassword(address, password, from, "");
    }

    /**
     * Checks a password. Does not start a session; {@link #startSession} does.
     *
     * @param from network address of the client
     * @param device value of the {@link #issueDeviceToken} cookie; empty if absent
     */
    public SignInResult byPassword(String address, String password, String from, String device) {
        String account = address.strip().toLowerCase(Locale.ROOT);
        if (account.length() > EmailAddress.MAX_OCTETS || !fits(account)) {
            return new SignInResult.SignInFailure();
        }
        var person = accounts.person(account)
                .filter(one -> !one.disabled())
                .filter(one -> passwordsForAll || one.user().is(Role.ADMIN));
        Optional<String> known = person.flatMap(
                one -> DeviceCookie.number(device, one.user(), one.password().orElse("")));
        String place = known.map(number -> "device " + number).orElse(ClientPlace.of(from));
        Optional<Duration> wait = throttle.take(account, place, known.isPresent());
        if (wait.isPresent()) {
            refusals.recordStranger(place, "sign-in-failed", "sign-in", "tried too often");
            return new SignInResult.SignInDelay(wait.get());
        }
        if (!passwords.matches(password, person.flatMap(AccountStore.StoredAccount::password))) {
            return byDirectory(address.strip(), password, account, place, person);
        }
        throttle.succeeded(account, place);
        AccountStore.StoredAccount found = person.orElseThrow();
        return new SignInResult.SignInSuccess(found.user(), found.epoch());
    }

    private SignInResult byDirectory(
            String name, String password, String account, String place, Optional<AccountStore.StoredAccount> person) {
        try {
            Optional<User> user = directory.accountOf(name, password);
            if (user.isEmpty()) {
                recordFailure(person, place);
                return new SignInResult.SignInFailure();
            }
            throttle.succeeded(account, place);
            return new SignInResult.SignInSuccess(user.get(), epoch(user.get()));
        } catch (DirectoryRefusal refused) {
            refusals.recordStranger(place, "sign-in-failed", "directory", refused.problem());
            return new SignInResult.SignInRefused(refused.problem());
        }
    }

    /** Cookie value that identifies this browser at the user's next sign-in; invalid after the password has changed. */
    public String issueDeviceToken(User owner) {
        return DeviceCookie.issue(
                owner,
                accounts.person(owner.id())
                        .flatMap(AccountStore.StoredAccount::password)
                        .orElse(""));
    }

    /** Whether this user was the last to sign in with the browser that has this {@link #issueDeviceToken} cookie. */
    public boolean isDeviceOf(User user, String device) {
        return accounts.person(user.id())
                .flatMap(AccountStore.StoredAccount::password)
                .flatMap(password -> DeviceCookie.number(device, user, password))
                .isPresent();
    }

    /** Does not record an unknown address: it may be a password typed into the wrong field. */
    private void recordFailure(Optional<AccountStore.StoredAccount> person, String place) {
        person.ifPresentOrElse(
                one -> refusals.recordKnown(
                        "stranger at " + place,
                        "sign-in-failed",
                        "user " + one.user().address(),
                        "wrong password"),
                () -> refusals.recordStranger(place, "sign-in-failed", "sign-in", "no such account"));
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
        confirmPassword(me, current, from);
        return transaction.execute(status -> {
            accounts.setPassword(me.user().id(), encoded);
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
     * @throws RequestRefused if it is wrong, was typed too often, or the sign-in is too old
     */
    public void confirmPassword(SignedIn me, String current, String from) {
        var person = accounts.person(me.user().id()).orElseThrow();
        if (person.password().isEmpty()) {
            if (me.since().plus(RECENT).isBefore(clock.instant())) {
                throw new RequestRefused("You signed in more than " + RECENT.toMinutes()
                        + " minutes ago. Sign out, sign in again, and repeat this. Nothing was changed.");
            }
            return;
        }
        String account = me.user().address().toLowerCase(Locale.ROOT);
        if (throttle.take(account, ClientPlace.of(from)).isPresent()) {
            throw new RequestRefused("Too many wrong passwords. Nothing was changed. Wait a minute and try again.");
        }
        if (!passwords.matches(current, person.password())) {
            throw new RequestRefused("The current password is wrong. Nothing was changed.");
        }
        throttle.succeeded(account, ClientPlace.of(from));
    }

    public void signOut(SignedIn me) {
        transaction.executeWithoutResult(status -> {
            sessions.end(me);
            audit.record(me.user().address(), "sign-out", "user " + me.user().address(), Map.of());
        });
    }

    /** PostgreSQL cannot store NUL in text, so no account contains it. */
    private static boolean fits(String account) {
        return account.indexOf(0) < 0;
    }
}
