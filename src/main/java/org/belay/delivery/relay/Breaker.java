package org.belay.delivery.relay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.RelaySettings;
import org.belay.smtp.Outcome;
import org.belay.smtp.Reply;

/**
 * Sees when many of a dispatch's first recipients are refused alike, each as it were for their own sake: a list of another year, or a
 * relay whose directory is not there. After it has spoken it begins anew, for the case that the dispatch is resumed.
 */
final class Breaker {
    private final RelaySettings.Breaker limit;
    private final Map<String, Integer> refusals = new HashMap<>();
    private int heard;

    Breaker(RelaySettings.Breaker limit) {
        this.limit = limit;
    }

    /** Hears what became of one transaction; doubts and what was deferred say nothing about the mail. */
    synchronized Optional<Trouble> after(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (limit.refusals() == 0 || heard >= limit.ofTheFirst()) {
                return Optional.empty();
            }
            if (outcome instanceof Outcome.Accepted) {
                heard++;
            } else if (outcome instanceof Outcome.Rejected && outcome.reply().isPresent()) {
                heard++;
                int same = refusals.merge(kind(outcome.reply().get()), 1, Integer::sum);
                if (same >= limit.refusals()) {
                    return Optional.of(trip(outcome, same));
                }
            }
        }
        return Optional.empty();
    }

    private Trouble trip(Outcome outcome, int same) {
        var trouble = new Trouble(
                "The relay refuses this mail for everybody: " + same + " of the first " + heard
                        + " recipients got the same answer, " + outcome.why()
                        + (outcome.why().endsWith(".") ? "" : "."),
                Optional.empty(),
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
