package org.belay.delivery.reply;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.platform.RelaySettings;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.wire.SmtpReply;

/**
 * Detects when many of the first recipients of a dispatch are refused with the same reply, each seemingly for their own
 * address: an old list, or a relay without its directory. After it has tripped it starts afresh, in case the dispatch
 * is resumed; recipients that it has counted are not counted again.
 */
final class RefusalBreaker {
    private final RelaySettings.BreakerSettings limit;
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Set<Long> counted = new HashSet<>();
    private Optional<Long> trippedAt = Optional.empty();
    private int outcomesSeen;

    RefusalBreaker(RelaySettings.BreakerSettings limit) {
        this.limit = limit;
    }

    /**
     * Records the outcomes of one transaction; uncertain and deferred ones say nothing about the mail.
     *
     * @param outcomes by any number that identifies the recipient
     * @param now by a monotonic clock
     * @return why the dispatch must pause, when the limit is reached
     */
    synchronized Optional<PauseReason> record(Map<Long, RecipientOutcome> outcomes, long now) {
        for (Map.Entry<Long, RecipientOutcome> each : outcomes.entrySet()) {
            RecipientOutcome outcome = each.getValue();
            if (limit.refusals() == 0 || outcomesSeen >= limit.amongFirst()) {
                return Optional.empty();
            }
            if (outcome instanceof RecipientOutcome.Accepted) {
                outcomesSeen++;
            } else if (outcome instanceof RecipientOutcome.Rejected
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
    synchronized boolean trippedSince(long then) {
        return trippedAt.filter(at -> at - then > 0).isPresent();
    }

    private PauseReason trip(RecipientOutcome outcome, int same) {
        var trouble = new PauseReason(
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
    private static String kind(SmtpReply reply) {
        return reply.enhanced()
                .map(e -> reply.code() + " " + e)
                .orElseGet(() -> reply.code() + " " + reply.text().replaceAll("(?<!\\S)[^\\s@\\d]*+[@\\d]\\S*+", ""));
    }
}
