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

/** Signing in and out, and staying so. */
@Component
public class SignIns {
    /** A working day: after it one signs in again, however busy the session was. */
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

    /** What came of an address and a password. */
    public sealed interface Answer {
        record Welcome(User user) implements Answer {}

        /** Nobody, or the wrong password, or a disabled person: which, is not said. */
        record NotKnown() implements Answer {}

        /** Too many tries; this one was not looked at. */
        record Wait(Duration time) implements Answer {}
    }

    /** The same, from a client that shows no {@link #device}. */
    public Answer byPassword(String address, String password, String from) {
        return byPassword(address, password, from, "");
    }

    /**
     * Checks a password. Opens nothing yet: that is {@link #open}.
     *
     * @param from the network address that it comes from
     * @param device what {@link #device} gave this browser; "" if nothing
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

    /** What a browser keeps to be known as this person's at the next sign-in; void once the password is changed. */
    public String device(User owner) {
        return KnownDevice.issue(
                owner,
                store.person(owner.id()).flatMap(AccessStore.Person::password).orElse(""));
    }

    /** What is no account's address may be anything, a password in the wrong field too: it is not recorded. */
    private void recordFailure(Optional<AccessStore.Person> person, String place) {
        person.ifPresentOrElse(
                one -> refusals.known(
                        "stranger at " + place,
                        "sign-in-failed",
                        "user " + one.user().address(),
                        "wrong password"),
                () -> refusals.stranger(place, "sign-in-failed", "sign-in", "no such account"));
    }

    /** Lets a person in and writes it down. */
    public SignedIn open(User user, String how, String from) {
        throttle.home(user.address(), place(from));
        return transaction.execute(status -> {
            var person = store.person(user.id()).orElseThrow();
            audit.record(user.address(), "sign-in", "user " + user.address(), Map.of("with", how, "from", from));
            return new SignedIn(person.user(), person.epoch(), clock.instant());
        });
    }

    /** The person as they are now; empty when the session has ended: disabled, another password, or too long ago. */
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

    /** PostgreSQL has no text with a NUL in it, so no account has. */
    private static boolean fits(String account) {
        return account.indexOf(0) < 0;
    }

    /** One household of IPv6 has 2^64 addresses; it counts as one place. */
    private static String place(String from) {
        String[] parts = from.split(":");
        return parts.length < 5 ? from : String.join(":", parts[0], parts[1], parts[2], parts[3]);
    }
}
