package org.belay.delivery;

import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.relay.RefusalJudge;
import org.belay.smtp.Outcome;
import org.belay.smtp.Stage;

/**
 * Outcome of an attempt, as it is recorded.
 *
 * @param reply reply of the relay, or what failed, in words
 * @param byRelay whether the relay itself replied; the wait before a retry is then longer
 * @param dotBy latest time at which the end of data may have been written, by the clock of the database; only for a
 *     doubt. Empty: the time of recording, which is later and safe as well
 */
record Settled(Kind outcome, Optional<String> stage, Optional<String> reply, boolean byRelay, Optional<Instant> dotBy) {

    /** Stage of a shared copy that was refused, and is offered again to each recipient alone. */
    private static final String TOGETHER = "TOGETHER";

    /** Stage of a mail with which the connection broke before the end of data. */
    private static final String BROKEN = "BROKEN";

    /** Stage of a mail with which Belay failed before the end of data. */
    private static final String FAILED = "FAILED";

    /** Stage of a refusal that may concern the sender. */
    private static final String POLICY = "POLICY";

    enum Kind {
        ACCEPTED,
        REJECTED,
        DEFERRED,
        IN_DOUBT,
        NOT_SENT;

        /** A doubt is replaced by everything that is known, and everything by an acceptance. */
        boolean givesWayTo(Kind later) {
            return this == IN_DOUBT && later != IN_DOUBT || this == NOT_SENT && later == ACCEPTED;
        }
    }

    static Settled of(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return new Settled(Kind.ACCEPTED, Optional.of("END"), Optional.of(outcome.why()), true, Optional.empty());
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return answered(Kind.REJECTED, rejected.stage().name(), outcome);
        }
        if (outcome instanceof Outcome.Deferred deferred && broken(deferred)) {
            return answered(Kind.NOT_SENT, BROKEN, outcome);
        }
        if (outcome instanceof Outcome.Deferred deferred) {
            // what the relay says about itself costs the recipient no attempt
            return answered(
                    deferred.concernsRelay() ? Kind.NOT_SENT : Kind.DEFERRED,
                    deferred.stage().name(),
                    outcome);
        }
        return outcome instanceof Outcome.InDoubt ? doubt(outcome.why()) : notSent();
    }

    /** Whether the connection broke within a mail without a reply: the cause is the relay or this very mail. */
    static boolean broken(Outcome.Deferred deferred) {
        return deferred.reply().isEmpty()
                && deferred.stage().compareTo(Stage.MAIL) >= 0
                && deferred.stage().compareTo(Stage.END) < 0;
    }

    /** @param last whether this was the last try of the recipient */
    static Settled judged(Outcome outcome, RefusalJudge.Verdict verdict, boolean last) {
        return switch (verdict) {
            case AS_SAID -> of(outcome);
            case OPEN -> answered(Kind.NOT_SENT, POLICY, outcome);
            case RECIPIENTS -> answered(last ? Kind.REJECTED : Kind.DEFERRED, POLICY, outcome);
            case REFUSED -> answered(Kind.REJECTED, POLICY, outcome);
        };
    }

    /** Whether it is a refusal that may concern the sender; another recipient soon shows. */
    boolean policy() {
        return stage.filter(POLICY::equals).isPresent();
    }

    static Settled doubt(String why) {
        return doubt(why, Optional.empty());
    }

    static Settled doubt(String why, Instant dotBy) {
        return doubt(why, Optional.of(dotBy));
    }

    /**
     * A doubt for an attempt whose end of data may not even have been reached. It has no stage, and so replaces nothing
     * that was recorded in between.
     *
     * @param dotBy as in {@link #dotBy}
     */
    static Settled unknown(String why, Instant dotBy) {
        return new Settled(Kind.IN_DOUBT, Optional.empty(), Optional.of(why), false, Optional.of(dotBy));
    }

    private static Settled doubt(String why, Optional<Instant> dotBy) {
        return new Settled(Kind.IN_DOUBT, Optional.of("END"), Optional.of(why), false, dotBy);
    }

    /** The relay refused a shared copy: not a refusal of any recipient until it is repeated for each alone. */
    static Settled refusedTogether(Outcome outcome) {
        return answered(Kind.NOT_SENT, TOGETHER, outcome);
    }

    /** Whether it is retried without a wait. */
    boolean atOnce() {
        return stage.filter(TOGETHER::equals).isPresent();
    }

    /** The message cannot be encoded; nothing of it was sent to the relay. */
    static Settled unsayable(String why) {
        return new Settled(Kind.REJECTED, Optional.of("RENDER"), Optional.of(why), false, Optional.empty());
    }

    /** An exception inside Belay before the end of data that is not the message's fault: retried a moment later. */
    static Settled failed(String why) {
        return new Settled(
                Kind.NOT_SENT,
                Optional.of(FAILED),
                Optional.of("Belay failed before the final dot: " + why),
                false,
                Optional.empty());
    }

    /** Whether an exception inside Belay prevented the sending. */
    boolean ourFault() {
        return stage.filter(FAILED::equals).isPresent();
    }

    private static Settled answered(Kind kind, String stage, Outcome outcome) {
        return new Settled(
                kind,
                Optional.of(stage),
                Optional.of(outcome.why()),
                outcome.reply().isPresent(),
                Optional.empty());
    }

    /** An attempt whose end of data was never written. */
    static Settled notSent() {
        return new Settled(Kind.NOT_SENT, Optional.empty(), Optional.empty(), false, Optional.empty());
    }
}
