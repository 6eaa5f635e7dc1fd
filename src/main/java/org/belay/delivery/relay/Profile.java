package org.belay.delivery.relay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.smtp.Outcome;
import org.belay.smtp.Reply;

/**
 * What kind of relay it is: its limits, and what its replies mean.
 *
 * @param perMessage how long it usually takes over one message; only a forecast's first guess
 */
public record Profile(String name, Limits limits, Duration perMessage, List<Meaning> meanings) {

    /** What this reply says about the relay or our sender; the profile's own lines come before those true of every relay. */
    Optional<Concern> concern(Reply reply) {
        return Stream.concat(meanings.stream(), Meanings.EVERYWHERE.stream())
                .filter(meaning -> meaning.fits(reply))
                .findFirst()
                .map(Meaning::concern);
    }

    /**
     * The same outcome, or, where the relay spoke about itself or our sender, one that blames no recipient.
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
