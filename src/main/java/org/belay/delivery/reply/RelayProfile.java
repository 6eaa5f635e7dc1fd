package org.belay.delivery.reply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.wire.SmtpReply;

/**
 * A kind of relay: its limits, and what its replies mean.
 *
 * @param perMessage usual duration of one message; only the first estimate of a forecast
 */
public record RelayProfile(String name, RelayLimits limits, Duration perMessage, List<ReplyRule> rules) {

    /**
     * The condition of the relay or of our sender that this reply reports; the rules of the profile come before the
     * general ones.
     */
    public Optional<RelayCondition> condition(SmtpReply reply) {
        return Stream.concat(rules.stream(), ReplyRules.EVERYWHERE.stream())
                .filter(meaning -> meaning.matches(reply))
                .findFirst()
                .map(ReplyRule::condition);
    }

    /**
     * The same outcome, or one that blames no recipient if the reply is about the relay or our sender.
     *
     * @return a {@link RecipientOutcome.Deferred} that concerns the relay instead of a {@link RecipientOutcome.Rejected}
     */
    public RecipientOutcome interpret(RecipientOutcome outcome) {
        if (outcome instanceof RecipientOutcome.Accepted) {
            return outcome;
        }
        Optional<RelayCondition> concern = outcome.reply().flatMap(this::condition);
        if (concern.isEmpty()) {
            return outcome;
        }
        String why = concern.get().reason() + ": " + outcome.why();
        if (outcome instanceof RecipientOutcome.Rejected rejected) {
            return new RecipientOutcome.Deferred(rejected.stage(), rejected.reply(), why, true);
        }
        if (outcome instanceof RecipientOutcome.Deferred deferred) {
            return new RecipientOutcome.Deferred(deferred.stage(), deferred.reply(), why, true);
        }
        return outcome;
    }

    public RelayProfile with(RelayLimits other) {
        return new RelayProfile(name, other, perMessage, rules);
    }
}
