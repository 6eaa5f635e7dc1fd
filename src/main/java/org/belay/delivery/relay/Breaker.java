package org.belay.delivery.relay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.platform.RelaySettings;
import org.belay.smtp.Outcome;
import org.belay.smtp.Reply;

/**
 * Sees when many of a dispatch's first recipients are refused alike, each as it were for their own sake: a list of another year, or a
 * relay whose directory is not there. After it has spoken it begins anew, for the case that the dispatch is resumed; whom it has counted
 * it does not count again.
 */
final class Breaker {
    private final RelaySettings.Breaker limit;
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Set<Long> counted = new HashSet<>();
    private Optional<Long> spokeAt = Optional.empty();
    private int heard;

    Breaker(RelaySettings.Breaker limit) {
        this.limit = limit;
    }

    /**
     * Hears what became of one transaction; doubts and what was deferred say nothing about the mail.
     *
     * @param outcomes by any number that names the recipient
     * @param now by a monotonic clock
     */
    synchronized Optional<Trouble> after(Map<Long, Outcome> outcomes, long now) {
        for (Map.Entry<Long, Outcome> each : outcomes.entrySet()) {
            Outcome outcome = each.getValue();
            if (limit.refusals() == 0 || heard >= limit.ofTheFirst()) {
                return Optional.empty();
            }
            if (outcome instanceof Outcome.Accepted) {
                heard++;
            } else if (outcome instanceof Outcome.Rejected
                    && outcome.reply().isPresent()
                    && counted.add(each.getKey())) {
                heard++;
                int same = refusals.merge(kind(outcome.reply().get()), 1, Integer::sum);
                if (same >= limit.refusals()) {
                    spokeAt = Optional.of(now);
                    return Optional.of(trip(outcome, same));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether it has spoken since that moment: a refusal of what was offered before is of the same kind. */
    synchronized boolean spokeSince(long then) {
        return spokeAt.filter(at -> at - then > 0).isPresent();
    }

    private Trouble trip(Outcome outcome, int same) {
        var trouble = new Trouble(
                "The relay refuses this mail for everybody: " + same + " of the first " + heard
                        + " recipients got the same answer, " + outcome.why()
                        + (outcome.why().endsWith(".") ? "" : "."),
                Optional.empty(),
                true,
                true);
        refusals.clear();
        heard = 0;
        return trouble;
    }

    /** The numbers, or where there is only the first of them, the words without what names a recipient or a message. */
    private static String kind(Reply reply) {
        return reply.enhanced()
                .map(e -> reply.code() + " " + e)
                .orElseGet(() -> reply.code() + " " + reply.text().replaceAll("(?<!\\S)[^\\s@\\d]*+[@\\d]\\S*+", ""));
    }
}
