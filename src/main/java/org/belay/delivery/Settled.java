package org.belay.delivery;

import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.relay.RefusalJudge;
import org.belay.smtp.Outcome;
import org.belay.smtp.Stage;

/**
 * What is written of an attempt.
 *
 * @param reply what the relay said, or what went wrong, in words
 * @param byRelay whether the relay itself said so; a wait for another try is longer then
 * @param dotBy the latest moment at which the final dot may have been written, by the database's clock; only for a doubt. Empty: when it
 *     is written down, which is later and counts as well
 */
record Settled(Kind outcome, Optional<String> stage, Optional<String> reply, boolean byRelay, Optional<Instant> dotBy) {

    /** The stage of a mail that was refused for many at once, and is offered again to each of them alone. */
    private static final String TOGETHER = "TOGETHER";

    /** The stage of a mail with which the connection broke before its dot. */
    private static final String BROKEN = "BROKEN";

    /** The stage of a mail with which Belay failed before its dot. */
    private static final String FAILED = "FAILED";

    /** The stage of a refusal that may be about us. */
    private static final String POLICY = "POLICY";

    enum Kind {
        ACCEPTED,
        REJECTED,
        DEFERRED,
        IN_DOUBT,
        NOT_SENT;

        /** A doubt gives way to everything that is known, and everything to what the relay took. */
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
            // what the relay says about itself costs the person no attempt (R6)
            return answered(
                    deferred.concernsRelay() ? Kind.NOT_SENT : Kind.DEFERRED,
                    deferred.stage().name(),
                    outcome);
        }
        return outcome instanceof Outcome.InDoubt ? doubt(outcome.why()) : notSent();
    }

    /** In the middle of a mail and without a word: the relay's trouble, or that of this very mail. */
    static boolean broken(Outcome.Deferred deferred) {
        return deferred.reply().isEmpty()
                && deferred.stage().compareTo(Stage.MAIL) >= 0
                && deferred.stage().compareTo(Stage.END) < 0;
    }

    /** @param last whether the recipient has had their tries */
    static Settled judged(Outcome outcome, RefusalJudge.Verdict verdict, boolean last) {
        return switch (verdict) {
            case AS_SAID -> of(outcome);
            case OPEN -> answered(Kind.NOT_SENT, POLICY, outcome);
            case RECIPIENTS -> answered(last ? Kind.REJECTED : Kind.DEFERRED, POLICY, outcome);
            case REFUSED -> answered(Kind.REJECTED, POLICY, outcome);
        };
    }

    /** Whether it is a refusal that may be about us: another recipient soon tells. */
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
     * A doubt of which it is not even known whether the dot was near: it has no stage, and so replaces nothing that was settled meanwhile.
     *
     * @param dotBy as in {@link #dotBy}
     */
    static Settled unknown(String why, Instant dotBy) {
        return new Settled(Kind.IN_DOUBT, Optional.empty(), Optional.of(why), false, Optional.of(dotBy));
    }

    private static Settled doubt(String why, Optional<Instant> dotBy) {
        return new Settled(Kind.IN_DOUBT, Optional.of("END"), Optional.of(why), false, dotBy);
    }

    /** The relay refused the mail of several people at once: it is nobody's refusal until it is repeated for each alone. */
    static Settled refusedTogether(Outcome outcome) {
        return answered(Kind.NOT_SENT, TOGETHER, outcome);
    }

    /** Whether it is to be tried again without a wait. */
    boolean atOnce() {
        return stage.filter(TOGETHER::equals).isPresent();
    }

    /** It cannot be written as a mail at all; nothing of it was said to the relay. */
    static Settled unsayable(String why) {
        return new Settled(Kind.REJECTED, Optional.of("RENDER"), Optional.of(why), false, Optional.empty());
    }

    /** An exception of ours before the dot, which is not the message's fault: tried again, a moment later. */
    static Settled failed(String why) {
        return new Settled(
                Kind.NOT_SENT,
                Optional.of(FAILED),
                Optional.of("Belay failed before the final dot: " + why),
                false,
                Optional.empty());
    }

    /** Whether an exception of ours kept it from being sent. */
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

    /** Marked and never dotted. */
    static Settled notSent() {
        return new Settled(Kind.NOT_SENT, Optional.empty(), Optional.empty(), false, Optional.empty());
    }
}
