package org.belay.delivery.reply;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;
import org.belay.smtp.wire.SmtpReply;

/**
 * Interprets the replies of a relay by its profile, and learns its limits from them. What exceeded such a limit becomes
 * {@link RecipientOutcome.Withheld} with the relay's reply, and is offered again in the next transaction.
 */
public final class ReplyInterpreter {
    private static final Pattern OTHER_REASONS =
            Pattern.compile("error|time|shut|not available|unavailable|busy|load", Pattern.CASE_INSENSITIVE);

    private final RelayProfile profile;
    private final LearnedLimit recipients = new LearnedLimit();
    private final LearnedLimit messages = new LearnedLimit();
    private final RelaySlowdown throttle = new RelaySlowdown();

    public ReplyInterpreter(RelayProfile profile) {
        this.profile = profile;
    }

    /** @param connectionsFull whether the relay reported too many connections from us */
    public record InterpretedOutcomes(List<RecipientOutcome> outcomes, boolean connectionsFull) {}

    /**
     * @param messagesBefore messages that this connection had carried before
     * @param connections open connections of this process
     */
    public InterpretedOutcomes interpret(List<RecipientOutcome> said, int messagesBefore, int connections, long now) {
        int acceptedRecipients =
                (int) said.stream().filter(ReplyInterpreter::acceptedAtRcpt).count();
        boolean full = connections > 1
                && said.stream()
                        .anyMatch(o -> cure(o).filter(RelayCondition.Remedy.FEWER_CONNECTIONS::equals)
                                .isPresent());
        List<RecipientOutcome> interpreted = said.stream()
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
                    return profile.interpret(outcome);
                })
                .toList();
        pace(said, now);
        return new InterpretedOutcomes(interpreted, full);
    }

    public int recipientsPerMessage(long now) {
        return recipients.atMost(profile.limits().recipientsAtOnce(), now);
    }

    public int messagesPerConnection(long now) {
        return messages.atMost(profile.limits().messagesPerConnection(), now);
    }

    public RelaySlowdown throttle() {
        return throttle;
    }

    private void pace(List<RecipientOutcome> said, long now) {
        if (said.stream()
                .anyMatch(outcome -> cure(outcome)
                        .filter(RelayCondition.Remedy.SLOW_DOWN::equals)
                        .isPresent())) {
            throttle.slowDown(now);
        } else if (said.stream().anyMatch(outcome -> outcome instanceof RecipientOutcome.Accepted)) {
            throttle.recover(now);
        }
    }

    /** The smallest limit to learn is two: a relay that leaves after its first message probably has another reason. */
    private void learnMessages(RecipientOutcome outcome, int messagesBefore, long now) {
        boolean anotherReason = outcome.reply()
                .filter(reply -> OTHER_REASONS.matcher(reply.text()).find())
                .isPresent();
        if (messagesBefore > 1 && !anotherReason) {
            messages.learn(messagesBefore, now);
        }
    }

    private Optional<RelayCondition.Remedy> cure(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Accepted
                ? Optional.empty()
                : outcome.reply().flatMap(profile::condition).map(RelayCondition::remedy);
    }

    private static RecipientOutcome withheld(RecipientOutcome outcome) {
        return new RecipientOutcome.Withheld(outcome.reply());
    }

    private static boolean acceptedAtRcpt(RecipientOutcome outcome) {
        if (outcome instanceof RecipientOutcome.Deferred deferred) {
            return deferred.stage().compareTo(SmtpStage.RCPT) > 0;
        }
        if (outcome instanceof RecipientOutcome.Rejected rejected) {
            return rejected.stage().compareTo(SmtpStage.RCPT) > 0;
        }
        return true;
    }

    private static boolean tooMany(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Deferred deferred
                && deferred.stage() == SmtpStage.RCPT
                && outcome.reply().filter(SmtpReply::tooManyRecipients).isPresent();
    }

    /** Whether it is a 421 before anything of the message was processed. */
    private static boolean isLeaving(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Deferred deferred
                && deferred.stage().compareTo(SmtpStage.MAIL) <= 0
                && outcome.reply().filter(SmtpReply::closing).isPresent();
    }
}
