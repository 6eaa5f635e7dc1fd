package org.belay.access;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.belay.access.secret.Passwords;
import org.belay.access.throttle.ClientPlace;
import org.belay.access.throttle.SignInThrottle;
import org.belay.address.EmailAddress;
import org.belay.audit.RefusalRecorder;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;

/** Checks passwords: those of Belay, and of a company directory. */
@Component
public class PasswordSignIns {
    private final AccountStore accounts;
    private final RefusalRecorder refusals;
    private final DirectoryPasswords directory;
    private final boolean passwordsForAll;
    private final SignInThrottle throttle;
    private final Passwords passwords = new Passwords();

    PasswordSignIns(
            AccountStore accounts,
            RefusalRecorder refusals,
            Settings settings,
            DirectoryPasswords directory,
            SignInThrottle throttle) {
        this.accounts = accounts;
        this.refusals = refusals;
        this.directory = directory;
        this.passwordsForAll = settings.signIn().passwordsForAll();
        this.throttle = throttle;
    }

    /** The passwords of a company directory. A room above implements it, because this room knows no directory. */
    public interface DirectoryPasswords {

        /**
         * The account of the person with this name and password.
         *
         * @param name user name or mail address, as typed
         * @param limit asked with the entry of this name before its password is tried
         * @return empty if no directory is configured, or the name or the password is wrong
         * @throws DirectoryRefusal if the directory does not answer, or its person has no account or role here
         */
        Optional<DirectoryPerson> accountOf(String name, String password, EntryLimit limit);
    }

    /** @param entry the one given to {@link EntryLimit} */
    public record DirectoryPerson(CheckedUser account, String entry) {}

    /** Limits the attempts at one entry, whichever of its names is typed. */
    public interface EntryLimit {
        /**
         * @param dn of the entry, the same text for each of its names
         * @throws DirectoryDelay if it was tried too often
         */
        void take(String dn);
    }

    /** An entry was tried too often. */
    static final class DirectoryDelay extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Duration time;

        DirectoryDelay(Duration time) {
            super("tried too often");
            this.time = time;
        }
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
            Optional<DirectoryPerson> found = directory.accountOf(name, password, dn -> {
                throttle.take(SignInThrottle.entry(dn), place).ifPresent(wait -> {
                    throw new DirectoryDelay(wait);
                });
            });
            if (found.isEmpty()) {
                recordFailure(person, place);
                return new SignInResult.SignInFailure();
            }
            throttle.succeeded(account, place);
            throttle.succeeded(SignInThrottle.entry(found.get().entry()), place);
            CheckedUser checked = found.get().account();
            return new SignInResult.SignInSuccess(checked.user(), checked.epoch());
        } catch (DirectoryDelay delay) {
            refusals.recordStranger(place, "sign-in-failed", "directory", "tried too often");
            return new SignInResult.SignInDelay(delay.time);
        } catch (DirectoryRefusal refused) {
            refusals.recordStranger(place, "sign-in-failed", "directory", refused.problem());
            return new SignInResult.SignInRefused(refused.problem());
        }
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

    /** PostgreSQL cannot store NUL in text, so no account contains it. */
    private static boolean fits(String account) {
        return account.indexOf(0) < 0;
    }
}
