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
 * Detects when many of the first recipients of a dispatch are refused with the same reply, each seemingly for their own
 * address: an old list, or a relay without its directory. After it has tripped it starts afresh, in case the dispatch
 * is resumed; recipients that it has counted are not counted again.
 */
final class Breaker {
    private final RelaySettings.Breaker limit;
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Set<Long> counted = new HashSet<>();
    private Optional<Long> trippedAt = Optional.empty();
    private int outcomesSeen;

    Breaker(RelaySettings.Breaker limit) {
        this.limit = limit;
    }

    /**
     * Records the outcomes of one transaction; doubts and deferrals say nothing about the mail.
     *
     * @param outcomes by any number that identifies the recipient
     * @param now by a monotonic clock
     * @return why the dispatch must pause, when the limit is reached
     */
    synchronized Optional<Trouble> after(Map<Long, Outcome> outcomes, long now) {
        for (Map.Entry<Long, Outcome> each : outcomes.entrySet()) {
            Outcome outcome = each.getValue();
            if (limit.refusals() == 0 || outcomesSeen >= limit.ofTheFirst()) {
                return Optional.empty();
            }
            if (outcome instanceof Outcome.Accepted) {
                outcomesSeen++;
            } else if (outcome instanceof Outcome.Rejected
                    && outcome.reply().isPresent()
                    && counted.add(each.getKey())) {
                outcomesSeen++;
                int same = refusals.merge(kind(outcome.reply().get()), 1, Integer::sum);
                if (same >= limit.refusals()) {
                    trippedAt = Optional.of(now);
                    return Optional.of(trip(outcome, same));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether it has tripped since that moment: a refusal of what was offered before then is of the same kind. */
    synchronized boolean spokeSince(long then) {
        return trippedAt.filter(at -> at - then > 0).isPresent();
    }

    private Trouble trip(Outcome outcome, int same) {
        var trouble = new Trouble(
                "The relay refuses this mail for all recipients: " + same + " of the first " + outcomesSeen
                        + " recipients got the same reply, " + outcome.why()
                        + (outcome.why().endsWith(".") ? "" : "."),
                Optional.empty(),
                true,
                true);
        refusals.clear();
        outcomesSeen = 0;
        return trouble;
    }

    /** The codes; without an enhanced code, the text without words that identify a recipient or a message. */
    private static String kind(Reply reply) {
        return reply.enhanced()
                .map(e -> reply.code() + " " + e)
                .orElseGet(() -> reply.code() + " " + reply.text().replaceAll("(?<!\\S)[^\\s@\\d]*+[@\\d]\\S*+", ""));
    }
}
