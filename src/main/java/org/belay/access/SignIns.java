package org.belay.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.audit.Audit;
import org.belay.audit.RefusedActs;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs users in and out, and renews their sessions. */
@Component
public class SignIns {
    /** A session ends after this time even if it is in use. */
    private static final Duration LONGEST = Duration.ofHours(12);

    /** RFC 5321 4.5.3.1: 64 characters, "@" and 255 more. */
    private static final int LONGEST_ADDRESS = 320;

    private final AccessStore store;
    private final Audit audit;
    private final RefusedActs refusals;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Throttle throttle;
    private final Passwords passwords = new Passwords();

    SignIns(AccessStore store, Audit audit, RefusedActs refusals, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.refusals = refusals;
        this.transaction = transaction;
        this.clock = clock;
        this.throttle = new Throttle(clock);
    }

    /** Result of an attempt to sign in with a password. */
    public sealed interface Answer {
        record Welcome(User user) implements Answer {}

        /** Unknown address, wrong password or disabled account; callers must not learn which. */
        record NotKnown() implements Answer {}

        /** Too many attempts; the password was not checked. */
        record Wait(Duration time) implements Answer {}
    }

    /** Checks a password from a client without a {@link #device} cookie. */
    public Answer byPassword(String address, String password, String from) {
        return byPassword(address, password, from, "");
    }

    /**
     * Checks a password. Does not start a session; {@link #open} does.
     *
     * @param from network address of the client
     * @param device value of the {@link #device} cookie; empty if absent
     */
    public Answer byPassword(String address, String password, String from, String device) {
        String account = address.strip().toLowerCase(Locale.ROOT);
        if (account.length() > LONGEST_ADDRESS || !fits(account)) {
            return new Answer.NotKnown();
        }
        var person = store.person(account).filter(one -> !one.disabled());
        Optional<String> known = person.flatMap(
                one -> KnownDevice.number(device, one.user(), one.password().orElse("")));
        String place = known.map(number -> "device " + number).orElse(place(from));
        Optional<Duration> wait = throttle.take(account, place, known.isPresent());
        if (wait.isPresent()) {
            refusals.stranger(place, "sign-in-failed", "sign-in", "tried too often");
            return new Answer.Wait(wait.get());
        }
        if (!passwords.matches(password, person.flatMap(AccessStore.Person::password))) {
            recordFailure(person, place);
            return new Answer.NotKnown();
        }
        throttle.succeeded(account, place);
        return new Answer.Welcome(person.orElseThrow().user());
    }

    /** Cookie value that identifies this browser at the user's next sign-in; invalid after the password has changed. */
    public String device(User owner) {
        return KnownDevice.issue(
                owner,
                store.person(owner.id()).flatMap(AccessStore.Person::password).orElse(""));
    }

    /** Does not record an unknown address: it may be a password typed into the wrong field. */
    private void recordFailure(Optional<AccessStore.Person> person, String place) {
        person.ifPresentOrElse(
                one -> refusals.known(
                        "stranger at " + place,
                        "sign-in-failed",
                        "user " + one.user().address(),
                        "wrong password"),
                () -> refusals.stranger(place, "sign-in-failed", "sign-in", "no such account"));
    }

    /** Records the sign-in in the audit record. The caller starts the browser's session. */
    public SignedIn open(User user, String how, String from) {
        throttle.home(user.address(), place(from));
        return transaction.execute(status -> {
            var person = store.person(user.id()).orElseThrow();
            audit.record(user.address(), "sign-in", "user " + user.address(), Map.of("with", how, "from", from));
            return new SignedIn(person.user(), person.epoch(), clock.instant());
        });
    }

    /** The user's current state; empty if the session has ended: account disabled, password changed, or session too old. */
    public Optional<SignedIn> renew(SignedIn me) {
        if (me.since().plus(LONGEST).isBefore(clock.instant())) {
            return Optional.empty();
        }
        return store.person(me.user().id())
                .filter(person -> !person.disabled() && person.epoch() == me.epoch())
                .map(person -> new SignedIn(person.user(), me.epoch(), me.since()));
    }

    public void out(SignedIn me) {
        transaction.executeWithoutResult(status -> audit.record(
                me.user().address(), "sign-out", "user " + me.user().address(), Map.of()));
    }

    /** PostgreSQL cannot store NUL in text, so no account contains it. */
    private static boolean fits(String account) {
        return account.indexOf(0) < 0;
    }

    /** An IPv6 site has 2^64 addresses or more, so its /64 counts as one place. */
    private static String place(String from) {
        String[] parts = from.split(":");
        return parts.length < 5 ? from : String.join(":", parts[0], parts[1], parts[2], parts[3]);
    }
}
