package org.belay.delivery.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.belay.delivery.reply.RelayLimits;

/**
 * The number of recipients that a relay was given recently, in slots of ten minutes. Where notices and corrections
 * share a relay, notices may use half of a day, so that everything sent can be taken back within the same day.
 *
 * @param slots in the order of time
 */
record DailyUsage(List<UsageSlot> slots) {
    static final Duration SLOT = Duration.ofMinutes(10);
    static final Duration DAY = Duration.ofHours(24);

    /** @param at start of the slot */
    record UsageSlot(Instant at, int notices, int corrections) {}

    /** Number of recipients that may still be given at this moment. */
    long remaining(RelayLimits limits, boolean correction, boolean reserve, Instant now, ZoneId zone) {
        List<UsageSlot> counted =
                slots.stream().filter(slot -> counts(slot, limits, now, zone)).toList();
        long notices = counted.stream().mapToLong(UsageSlot::notices).sum();
        long all = notices + counted.stream().mapToLong(UsageSlot::corrections).sum();
        long left = limits.recipientsPerDay() - all;
        return Math.max(0, correction || !reserve ? left : Math.min(left, limits.recipientsPerDay() / 2 - notices));
    }

    /** When this many recipients may be given again; a day from now if never. */
    Instant freeAgain(
            int recipients, RelayLimits limits, boolean correction, boolean reserve, Instant now, ZoneId zone) {
        if (limits.day() == RelayLimits.DayWindow.CALENDAR) {
            return now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        }
        return slots.stream()
                .map(slot -> slot.at().plus(SLOT).plus(DAY))
                .filter(then -> then.isAfter(now) && remaining(limits, correction, reserve, then, zone) >= recipients)
                .findFirst()
                .orElse(now.plus(DAY));
    }

    /** A slot counts until all of it is a day old. */
    private static boolean counts(UsageSlot slot, RelayLimits limits, Instant now, ZoneId zone) {
        return limits.day() == RelayLimits.DayWindow.ROLLING
                ? slot.at().plus(SLOT).plus(DAY).isAfter(now)
                : !slot.at()
                        .isBefore(now.atZone(zone)
                                .toLocalDate()
                                .atStartOfDay(zone)
                                .toInstant());
    }
}
