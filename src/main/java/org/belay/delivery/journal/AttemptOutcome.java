package org.belay.delivery.journal;

import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.reply.RefusalEvaluator;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;

/**
 * Outcome of an attempt, as it is recorded.
 *
 * @param reply reply of the relay, or what failed, in words
 * @param byRelay whether the relay itself replied; the wait before a retry is then longer
 * @param endOfDataBy latest time at which the end of data may have been written, by the clock of the database; only if
 *     it is uncertain. Empty: the time of recording, which is later and safe as well
 */
public record AttemptOutcome(
        Kind kind, Optional<String> stage, Optional<String> reply, boolean byRelay, Optional<Instant> endOfDataBy) {

    /** Stage of a shared copy that was refused, and is offered again to each recipient alone. */
    private static final String TOGETHER = "TOGETHER";

    /** Stage of a mail with which the connection broke before the end of data. */
    private static final String BROKEN = "BROKEN";

    /** Stage of a mail with which Belay failed before the end of data. */
    private static final String FAILED = "FAILED";

    /** Stage of a refusal that may concern the sender. */
    private static final String POLICY = "POLICY";

    public enum Kind {
        ACCEPTED,
        REJECTED,
        DEFERRED,
        IN_DOUBT,
        NOT_SENT;

        /** Any known outcome replaces an uncertain one, and an acceptance replaces any other. */
        public boolean isReplacedBy(Kind later) {
            return this == IN_DOUBT && later != IN_DOUBT || this == NOT_SENT && later == ACCEPTED;
        }
    }

    public static AttemptOutcome of(RecipientOutcome outcome) {
        if (outcome instanceof RecipientOutcome.Accepted) {
            return new AttemptOutcome(
                    Kind.ACCEPTED, Optional.of("END"), Optional.of(outcome.why()), true, Optional.empty());
        }
        if (outcome instanceof RecipientOutcome.Rejected rejected) {
            return answered(Kind.REJECTED, rejected.stage().name(), outcome);
        }
        if (outcome instanceof RecipientOutcome.Deferred deferred && isBroken(deferred)) {
            return answered(Kind.NOT_SENT, BROKEN, outcome);
        }
        if (outcome instanceof RecipientOutcome.Deferred deferred) {
            // what the relay says about itself costs the recipient no attempt
            return answered(
                    deferred.concernsRelay() ? Kind.NOT_SENT : Kind.DEFERRED,
                    deferred.stage().name(),
                    outcome);
        }
        return outcome instanceof RecipientOutcome.InDoubt ? inDoubt(outcome.why()) : notSent();
    }

    /** Whether the connection broke within a mail without a reply: the cause is the relay or this very mail. */
    public static boolean isBroken(RecipientOutcome.Deferred deferred) {
        return deferred.reply().isEmpty()
                && deferred.stage().compareTo(SmtpStage.MAIL) >= 0
                && deferred.stage().compareTo(SmtpStage.END) < 0;
    }

    /** @param last whether this was the last try of the recipient */
    public static AttemptOutcome judged(
            RecipientOutcome outcome, RefusalEvaluator.RefusalVerdict verdict, boolean last) {
        return switch (verdict) {
            case AS_REPORTED -> of(outcome);
            case UNDECIDED -> answered(Kind.NOT_SENT, POLICY, outcome);
            case RECIPIENT_RULE -> answered(last ? Kind.REJECTED : Kind.DEFERRED, POLICY, outcome);
            case RECIPIENT -> answered(Kind.REJECTED, POLICY, outcome);
        };
    }

    /** Whether it is a refusal that may concern the sender; another recipient soon shows. */
    public boolean isPolicyRefusal() {
        return stage.filter(POLICY::equals).isPresent();
    }

    public static AttemptOutcome inDoubt(String why) {
        return inDoubt(why, Optional.empty());
    }

    public static AttemptOutcome inDoubt(String why, Instant endOfDataBy) {
        return inDoubt(why, Optional.of(endOfDataBy));
    }

    /**
     * The outcome of an attempt whose end of data may not even have been reached: uncertain. It has no stage, and so replaces nothing
     * that was recorded in between.
     *
     * @param endOfDataBy as in {@link #endOfDataBy}
     */
    public static AttemptOutcome unresolved(String why, Instant endOfDataBy) {
        return new AttemptOutcome(Kind.IN_DOUBT, Optional.empty(), Optional.of(why), false, Optional.of(endOfDataBy));
    }

    private static AttemptOutcome inDoubt(String why, Optional<Instant> endOfDataBy) {
        return new AttemptOutcome(Kind.IN_DOUBT, Optional.of("END"), Optional.of(why), false, endOfDataBy);
    }

    /** The relay refused a shared copy: not a refusal of any recipient until it is repeated for each alone. */
    public static AttemptOutcome refusedTogether(RecipientOutcome outcome) {
        return answered(Kind.NOT_SENT, TOGETHER, outcome);
    }

    /** Whether it is retried without a wait. */
    public boolean isRetriedAtOnce() {
        return stage.filter(TOGETHER::equals).isPresent();
    }

    /** The message cannot be encoded; nothing of it was sent to the relay. */
    public static AttemptOutcome unrenderable(String why) {
        return new AttemptOutcome(Kind.REJECTED, Optional.of("RENDER"), Optional.of(why), false, Optional.empty());
    }

    /** An exception inside Belay before the end of data that is not the message's fault: retried a moment later. */
    public static AttemptOutcome failed(String why) {
        return new AttemptOutcome(
                Kind.NOT_SENT,
                Optional.of(FAILED),
                Optional.of("Belay failed before the final dot: " + why),
                false,
                Optional.empty());
    }

    /** Whether an exception inside Belay prevented the sending. */
    public boolean isInternalFailure() {
        return stage.filter(FAILED::equals).isPresent();
    }

    private static AttemptOutcome answered(Kind kind, String stage, RecipientOutcome outcome) {
        return new AttemptOutcome(
                kind,
                Optional.of(stage),
                Optional.of(outcome.why()),
                outcome.reply().isPresent(),
                Optional.empty());
    }

    /** An attempt whose end of data was never written. */
    public static AttemptOutcome notSent() {
        return new AttemptOutcome(Kind.NOT_SENT, Optional.empty(), Optional.empty(), false, Optional.empty());
    }
}
