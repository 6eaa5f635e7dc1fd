package org.belay.access.factor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.audit.AuditLog;
import org.belay.audit.RefusalRecorder;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds, checks and removes second factors. */
@Component
public class SecondFactors {
    private static final int RECOVERY_CODES = 10;
    private static final int NOTICE_DAYS = 7;
    private static final int NOTICES = 20;
    private static final String WRONG =
            "This is not the code that the app shows now. Nothing was changed. Wait for the next code, and check the clock of the phone.";

    private final SecondFactorStore factors;
    private final RightsConfirmation rights;
    private final AuditLog audit;
    private final RefusalRecorder refusals;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final CodeThrottle throttle;
    private final Settings settings;

    SecondFactors(
            SecondFactorStore factors,
            RightsConfirmation rights,
            AuditLog audit,
            RefusalRecorder refusals,
            TransactionTemplate transaction,
            Clock clock,
            Settings settings) {
        this.factors = factors;
        this.rights = rights;
        this.audit = audit;
        this.refusals = refusals;
        this.transaction = transaction;
        this.clock = clock;
        this.throttle = new CodeThrottle(clock);
        this.settings = settings;
    }

    /** Result of checking a code. */
    public enum CodeResult {
        RIGHT,
        WRONG,
        /** Not checked: too many wrong ones before. */
        TOO_OFTEN
    }

    public boolean has(User user) {
        return factors.secret(user.id()).isPresent();
    }

    /** Whether the configuration requires one for a role of this user. */
    public boolean isRequired(User user) {
        return user.roles().stream()
                .anyMatch(role ->
                        settings.signIn().secondFactorFor().contains(role.name().toLowerCase(Locale.ROOT)));
    }

    public int recoveryCodesLeft(User user) {
        return factors.recoveryCodesLeft(user.id());
    }

    /**
     * Adds the second factor to the account, after its owner has shown that the app has it.
     *
     * @return the recovery codes, which cannot be shown again
     * @throws RequestRefused if the code is wrong or the account has a second factor
     */
    public List<String> add(User user, TotpSecret secret, String code) {
        if (throttle.take(user.id()).isPresent()) {
            throw new RequestRefused("Too many wrong codes. Nothing was changed. Wait five minutes and try again.");
        }
        OptionalLong step = secret.step(digits(code), clock.instant());
        if (step.isEmpty()) {
            throw new RequestRefused(WRONG);
        }
        List<String> codes = transaction.execute(status -> {
            if (!factors.add(user.id(), secret, step.getAsLong())) {
                throw new RequestRefused(
                        "The account has a second factor already. Nothing was changed. Remove it first to use another app.");
            }
            audit.record(user.address(), "second-factor-add", "user " + user.address(), Map.of());
            return newCodes(user);
        });
        throttle.succeeded(user.id());
        return codes;
    }

    /** Replaces the recovery codes. */
    public List<String> replaceRecoveryCodes(User user) {
        return transaction.execute(status -> {
            if (!has(user)) {
                throw new RequestRefused("There is no second factor, so there are no recovery codes.");
            }
            audit.record(user.address(), "recovery-codes-replace", "user " + user.address(), Map.of());
            return newCodes(user);
        });
    }

    private List<String> newCodes(User user) {
        List<RecoveryCode> codes =
                Stream.generate(RecoveryCode::random).limit(RECOVERY_CODES).toList();
        factors.replaceRecoveryCodes(user.id(), codes);
        return codes.stream().map(RecoveryCode::text).toList();
    }

    /** Checks and uses a code of the app or a recovery code: a second time, the same code is wrong. */
    public CodeResult check(User user, String code) {
        Optional<Duration> wait = throttle.take(user.id());
        if (wait.isPresent()) {
            refused(user, "codes tried too often");
            return CodeResult.TOO_OFTEN;
        }
        if (isRight(user, digits(code))) {
            throttle.succeeded(user.id());
            return CodeResult.RIGHT;
        }
        refused(user, "wrong code");
        return CodeResult.WRONG;
    }

    private boolean isRight(User user, String code) {
        Optional<TotpSecret> secret = factors.secret(user.id());
        if (secret.isEmpty() || code.isEmpty() || code.length() > 40) {
            return false;
        }
        OptionalLong step = secret.get().step(code, clock.instant());
        if (step.isPresent()) {
            return factors.useStep(user.id(), step.getAsLong());
        }
        return transaction.execute(status -> {
            boolean recovered = factors.useRecoveryCode(user.id(), new RecoveryCode(code).sha256());
            if (recovered) {
                String left = Integer.toString(factors.recoveryCodesLeft(user.id()));
                audit.record(user.address(), "recovery-code-use", "user " + user.address(), Map.of("left", left));
            }
            return recovered;
        });
    }

    private void refused(User user, String why) {
        refusals.recordKnown(user.address(), "sign-in-failed", "user " + user.address(), why);
    }

    /** @throws RequestRefused if the code is wrong or the configuration requires a second factor */
    public void remove(User user, String code) {
        if (isRequired(user)) {
            throw new RequestRefused("Your role requires a second factor. Nothing was changed.");
        }
        if (check(user, code) != CodeResult.RIGHT) {
            throw new RequestRefused(WRONG);
        }
        transaction.executeWithoutResult(status -> {
            factors.remove(user.id());
            audit.record(user.address(), "second-factor-remove", "user " + user.address(), Map.of());
        });
    }

    /**
     * Removes the second factor of a person who has lost the app and the recovery codes.
     *
     * @throws RequestRefused if {@code by} is not another administrator, or the account has none
     */
    public void reset(User user, User by) {
        if (!by.is(Role.ADMIN) || rights.pendingRights(by.id()).isPresent() || by.isSamePersonAs(user)) {
            throw new RequestRefused(
                    "Only another administrator may reset a second factor, and only one whose own rights wait for nothing. Nothing was changed.");
        }
        transaction.executeWithoutResult(status -> {
            if (!factors.remove(user.id())) {
                throw new RequestRefused(user.address() + " has no second factor. Nothing was changed.");
            }
            factors.addReset(user.id(), by.id());
            audit.record(by.address(), "second-factor-reset", "user " + user.address(), Map.of());
        });
    }

    /**
     * An administrator removed a person's second factor.
     *
     * @param yours whether it was the reader's own
     */
    public record ResetNotice(String name, String address, String by, Instant at, boolean yours) {}

    /** @param more number of older ones that are not listed */
    public record ResetNoticeList(List<ResetNotice> latest, long more) {}

    /** What this person is told, the latest first: about the own account, and an administrator about all. */
    public ResetNoticeList noticesFor(User me) {
        Optional<UserId> of = me.is(Role.ADMIN) ? Optional.empty() : Optional.of(me.id());
        List<ResetNotice> latest = factors.resets(of, NOTICE_DAYS, NOTICES).stream()
                .map(reset -> new ResetNotice(
                        reset.name(),
                        reset.address(),
                        reset.by(),
                        reset.at(),
                        reset.owner().equals(me.id())))
                .toList();
        return new ResetNoticeList(latest, factors.countResets(of, NOTICE_DAYS) - latest.size());
    }

    /** Apps show codes in two groups. */
    private static String digits(String code) {
        return code.strip().replace(" ", "");
    }
}
