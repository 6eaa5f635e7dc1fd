package org.belay.delivery.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.belay.delivery.reply.PauseReason;
import org.belay.delivery.reply.RelayLimits;
import org.springframework.transaction.support.TransactionOperations;

/**
 * This process's share of the relay's rates and of its day. It is taken ahead in small allotments, so that not every
 * message costs a transaction: a fiftieth of a second of the relay's time, a thousandth of its day. An allotment that
 * is lost with the process errs on the safe side. Relays without such limits cost nothing.
 */
final class RelayQuota {
    private static final long ALLOTMENT_NANOS = 20_000_000;

    /** The relay counts by its own clock what arrives over a network, so send slightly slower than its rate. */
    private static final double MARGIN = 1.05;

    private static final int ALLOTMENTS_PER_DAY = 1000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH);

    private final String relay;
    private final RelayLimits limits;
    private final boolean reserve;
    private final RelayQuotaStore store;
    private final TransactionOperations transaction;
    private final ZoneId zone = ZoneId.systemDefault();
    private long nanos;
    private int noticesLeft;
    private int correctionsLeft;

    /** @param reserve whether corrections use this relay too, so that notices may use half a day only */
    RelayQuota(
            String relay,
            RelayLimits limits,
            boolean reserve,
            RelayQuotaStore store,
            TransactionOperations transaction) {
        this.relay = relay;
        this.limits = limits;
        this.reserve = reserve;
        this.store = store;
        this.transaction = transaction;
    }

    synchronized LimitDecision requestPermit(boolean correction, int recipients) {
        if (!limits.counted()) {
            return LimitDecision.GO;
        }
        long cost = (long) (MARGIN * limits.nanosFor(recipients));
        long lackingNanos = cost - nanos;
        int lackingRecipients = limits.daily() ? recipients - (correction ? correctionsLeft : noticesLeft) : 0;
        if (lackingNanos > 0 || lackingRecipients > 0) {
            Allotment more = transaction.execute(
                    status -> fetch(correction, Math.max(0, lackingNanos), Math.max(0, lackingRecipients)));
            if (!more.admission().granted()) {
                return more.admission();
            }
            nanos += more.nanos();
            take(correction, more.recipients());
        }
        nanos -= cost;
        if (limits.daily()) {
            take(correction, -recipients);
        }
        return LimitDecision.GO;
    }

    /**
     * Returns recipients that were permitted but not accepted: the relay counts only what it accepts, and they will be
     * offered again.
     */
    synchronized void giveBack(boolean correction, int recipients) {
        if (limits.daily()) {
            take(correction, recipients);
        }
    }

    /** Recipients that are left of the day at this moment, for notices or for corrections. */
    long remaining(boolean correction, Instant at) {
        return store.use(relay, store.now()).remaining(limits, correction, reserve, at, zone);
    }

    /** What was taken ahead; valid once the transaction has committed. */
    private record Allotment(LimitDecision admission, long nanos, int recipients) {
        static Allotment none(LimitDecision why) {
            return new Allotment(why, 0, 0);
        }
    }

    private Allotment fetch(boolean correction, long lackingNanos, int lackingRecipients) {
        RelayQuotaStore.PaceState state = store.lock(relay);
        if (correction) {
            store.correctionAsks(relay);
        } else if (state.correctionsFirst()) {
            return Allotment.none(LimitDecision.in(Duration.ofSeconds(2)));
        }
        int piece = 0;
        if (lackingRecipients > 0) {
            DailyUsage use = store.use(relay, state.now());
            long left = use.remaining(limits, correction, reserve, state.now(), zone);
            if (left < lackingRecipients) {
                return Allotment.none(dayFull(use, lackingRecipients, correction, state.now()));
            }
            piece = (int) Math.min(left, Math.max(lackingRecipients, limits.recipientsPerDay() / ALLOTMENTS_PER_DAY));
        }
        long time = lackingNanos > 0 ? Math.max(lackingNanos, ALLOTMENT_NANOS) : 0;
        if (time > 0) {
            if (state.freeAt().isAfter(state.now())) {
                return Allotment.none(LimitDecision.in(Duration.between(state.now(), state.freeAt())));
            }
            store.occupy(relay, Duration.ofNanos(time));
        }
        if (piece > 0) {
            long slot = DailyUsage.SLOT.toSeconds();
            Instant begin = Instant.ofEpochSecond(state.now().getEpochSecond() / slot * slot);
            store.count(relay, begin, correction ? 0 : piece, correction ? piece : 0);
        }
        return new Allotment(LimitDecision.GO, time, piece);
    }

    private LimitDecision dayFull(DailyUsage use, int recipients, boolean correction, Instant now) {
        Instant again = use.freeAgain(recipients, limits, correction, reserve, now, zone);
        boolean otherHalfLeft = use.remaining(limits, true, reserve, now, zone) >= recipients;
        String why = "The relay accepts %,d recipients %s, and %s. Sending continues at about %s."
                .formatted(
                        limits.recipientsPerDay(),
                        limits.day() == RelayLimits.DayWindow.ROLLING ? "in 24 hours" : "a day",
                        otherHalfLeft
                                ? "the half for notices has been used; the other half is reserved so that what was sent can be"
                                        + " taken back"
                                : "they have been used",
                        TIME.format(again.atZone(zone)));
        Duration wait = Duration.between(now, again);
        return new LimitDecision(wait, Optional.of(new PauseReason(why, Optional.of(wait), false)));
    }

    private void take(boolean correction, int recipients) {
        if (correction) {
            correctionsLeft += recipients;
        } else {
            noticesLeft += recipients;
        }
    }
}
