package org.belay.delivery.relay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.smtp.Outcome;
import org.belay.smtp.Reply;

/**
 * A kind of relay: its limits, and what its replies mean.
 *
 * @param perMessage usual duration of one message; only the first estimate of a forecast
 */
public record Profile(String name, Limits limits, Duration perMessage, List<Meaning> meanings) {

    /**
     * The condition of the relay or of our sender that this reply reports; the rules of the profile come before the
     * general ones.
     */
    Optional<Concern> concern(Reply reply) {
        return Stream.concat(meanings.stream(), Meanings.EVERYWHERE.stream())
                .filter(meaning -> meaning.fits(reply))
                .findFirst()
                .map(Meaning::concern);
    }

    /**
     * The same outcome, or one that blames no recipient if the reply is about the relay or our sender.
     *
     * @return a {@link Outcome.Deferred} that concerns the relay instead of a {@link Outcome.Rejected}
     */
    public Outcome meaning(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return outcome;
        }
        Optional<Concern> concern = outcome.reply().flatMap(this::concern);
        if (concern.isEmpty()) {
            return outcome;
        }
        String why = concern.get().reason() + ": " + outcome.why();
        if (outcome instanceof Outcome.Rejected rejected) {
            return new Outcome.Deferred(rejected.stage(), rejected.reply(), why, true);
        }
        if (outcome instanceof Outcome.Deferred deferred) {
            return new Outcome.Deferred(deferred.stage(), deferred.reply(), why, true);
        }
        return outcome;
    }

    Profile with(Limits other) {
        return new Profile(name, other, perMessage, meanings);
    }
}
