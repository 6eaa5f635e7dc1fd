package org.belay.delivery.relay;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.belay.smtp.Outcome;
import org.belay.smtp.Reply;
import org.belay.smtp.Stage;

/**
 * Interprets the replies of a relay by its profile, and learns its limits from them. What exceeded such a limit becomes
 * {@link Outcome.Withheld} with the relay's reply, and is offered again in the next transaction.
 */
final class Lessons {
    private static final Pattern OTHER_REASONS =
            Pattern.compile("error|time|shut|not available|unavailable|busy|load", Pattern.CASE_INSENSITIVE);

    private final Profile profile;
    private final Learned recipients = new Learned();
    private final Learned messages = new Learned();
    private final Throttle throttle = new Throttle();

    Lessons(Profile profile) {
        this.profile = profile;
    }

    /** @param connectionsFull whether the relay reported too many connections from us */
    record Read(List<Outcome> outcomes, boolean connectionsFull) {}

    /**
     * @param messagesBefore messages that this connection had carried before
     * @param connections open connections of this process
     */
    Read read(List<Outcome> said, int messagesBefore, int connections, long now) {
        int acceptedRecipients =
                (int) said.stream().filter(Lessons::acceptedAtRcpt).count();
        boolean full = connections > 1
                && said.stream()
                        .anyMatch(o -> cure(o).filter(Concern.Cure.FEWER_CONNECTIONS::equals)
                                .isPresent());
        List<Outcome> interpreted = said.stream()
                .map(outcome -> {
                    if (full && cure(outcome).isPresent()) {
                        return withheld(outcome);
                    }
                    if (acceptedRecipients > 0 && tooMany(outcome)) {
                        recipients.learn(acceptedRecipients, now);
                        return withheld(outcome);
                    }
                    if (messagesBefore > 0 && cure(outcome).isEmpty() && isLeaving(outcome)) {
                        learnMessages(outcome, messagesBefore, now);
                        return withheld(outcome);
                    }
                    return profile.meaning(outcome);
                })
                .toList();
        pace(said, now);
        return new Read(interpreted, full);
    }

    int recipientsPerMessage(long now) {
        return recipients.atMost(profile.limits().recipientsAtOnce(), now);
    }

    int messagesPerConnection(long now) {
        return messages.atMost(profile.limits().messagesPerConnection(), now);
    }

    Throttle throttle() {
        return throttle;
    }

    private void pace(List<Outcome> said, long now) {
        if (said.stream()
                .anyMatch(outcome ->
                        cure(outcome).filter(Concern.Cure.PATIENCE::equals).isPresent())) {
            throttle.slower(now);
        } else if (said.stream().anyMatch(outcome -> outcome instanceof Outcome.Accepted)) {
            throttle.well(now);
        }
    }

    /** The smallest limit to learn is two: a relay that leaves after its first message probably has another reason. */
    private void learnMessages(Outcome outcome, int messagesBefore, long now) {
        boolean anotherReason = outcome.reply()
                .filter(reply -> OTHER_REASONS.matcher(reply.text()).find())
                .isPresent();
        if (messagesBefore > 1 && !anotherReason) {
            messages.learn(messagesBefore, now);
        }
    }

    private Optional<Concern.Cure> cure(Outcome outcome) {
        return outcome instanceof Outcome.Accepted
                ? Optional.empty()
                : outcome.reply().flatMap(profile::concern).map(Concern::cure);
    }

    private static Outcome withheld(Outcome outcome) {
        return new Outcome.Withheld(outcome.reply());
    }

    private static boolean acceptedAtRcpt(Outcome outcome) {
        if (outcome instanceof Outcome.Deferred deferred) {
            return deferred.stage().compareTo(Stage.RCPT) > 0;
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.stage().compareTo(Stage.RCPT) > 0;
        }
        return true;
    }

    private static boolean tooMany(Outcome outcome) {
        return outcome instanceof Outcome.Deferred deferred
                && deferred.stage() == Stage.RCPT
                && outcome.reply().filter(Reply::tooManyRecipients).isPresent();
    }

    /** Whether it is a 421 before anything of the message was processed. */
    private static boolean isLeaving(Outcome outcome) {
        return outcome instanceof Outcome.Deferred deferred
                && deferred.stage().compareTo(Stage.MAIL) <= 0
                && outcome.reply().filter(Reply::closing).isPresent();
    }
}
