package org.belay.delivery.reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.reply.RefusalCause.RefusalSubject;
import org.belay.platform.RelaySettings;
import org.belay.smtp.RecipientOutcome;

/**
 * Decides whether refusals are about their recipients or about our sender, at any time of a dispatch. A refusal is the
 * recipient's if another recipient, offered after it, was accepted. Three different recipients refused in a row are no
 * coincidence. There is one per dispatch and process; after it has decided it starts afresh, in case the dispatch is
 * resumed.
 */
public final class RefusalEvaluator {

    /** The refused recipient, and two others. */
    private static final int RECIPIENTS = 3;

    private final RelayProfile profile;
    private final RefusalBreaker breaker;
    private final int unknowns;
    private final Map<Long, Long> firstRefused = new HashMap<>();
    private final Map<Long, RefusalSubject> sinceAccepted = new LinkedHashMap<>();
    private Optional<Long> lastAcceptedBegan = Optional.empty();

    public RefusalEvaluator(RelayProfile profile, RelaySettings.BreakerSettings limit) {
        this.profile = profile;
        this.breaker = new RefusalBreaker(limit);
        this.unknowns = limit.refusals() == 0 ? Integer.MAX_VALUE : limit.refusals();
    }

    /** What an outcome means. */
    public enum RefusalVerdict {
        /** The outcome as reported. */
        AS_REPORTED,
        /** Not known yet: the recipient is offered again. */
        UNDECIDED,
        /** A rule of the relay refuses this recipient: tried three times in all. */
        RECIPIENT_RULE,
        /** The refusal is about this recipient, as far as the text and the acceptance of others tell. */
        RECIPIENT
    }

    /** @param trouble why the dispatch must pause */
    public record EvaluatedRefusals(List<RefusalVerdict> verdicts, Optional<PauseReason> trouble) {}

    /**
     * Evaluates the outcomes of one transaction.
     *
     * @param recipients any number that identifies each, in the order of the outcomes
     * @param began when its offer began, by a monotonic clock
     * @param now by the same clock
     */
    public synchronized EvaluatedRefusals evaluate(
            List<Long> recipients, List<RecipientOutcome> outcomes, long began, long now) {
        if (outcomes.stream().anyMatch(RecipientOutcome.Accepted.class::isInstance)) {
            lastAcceptedBegan = Optional.of(
                    lastAcceptedBegan.filter(last -> last - began > 0).orElse(began));
            sinceAccepted.clear();
        }
        var verdicts = new ArrayList<RefusalVerdict>();
        Optional<RecipientOutcome> pausing = Optional.empty();
        for (int i = 0; i < outcomes.size(); i++) {
            RefusalVerdict verdict = verdict(recipients.get(i), outcomes.get(i), began, now);
            verdicts.add(verdict);
            if (verdict != RefusalVerdict.AS_REPORTED && tooMany()) {
                pausing = Optional.of(outcomes.get(i));
            }
        }
        return new EvaluatedRefusals(
                verdicts,
                pausing.map(this::pause).or(() -> breaker.record(asSaid(recipients, verdicts, outcomes), now)));
    }

    /** Why to pause when a refusal is undecided and no other recipient is left to be offered. */
    public synchronized PauseReason lastRecipientsRefused(RecipientOutcome outcome) {
        reset();
        return trouble(
                "The relay refuses the last recipients, and no other recipient is left to find out whether it refuses them or us: ",
                outcome);
    }

    /** Why to pause when a single probe was refused. */
    public synchronized PauseReason probeRefused(RecipientOutcome outcome) {
        reset();
        return trouble("One recipient was tried. ", outcome);
    }

    private RefusalVerdict verdict(long recipient, RecipientOutcome outcome, long began, long now) {
        Optional<RefusalSubject> about = about(outcome);
        if (about.isEmpty() || about.get() == RefusalSubject.RECIPIENT) {
            if (outcome instanceof RecipientOutcome.Accepted) {
                firstRefused.remove(recipient);
            }
            return outcome instanceof RecipientOutcome.Rejected && breaker.trippedSince(began)
                    ? RefusalVerdict.UNDECIDED
                    : RefusalVerdict.AS_REPORTED;
        }
        long first = firstRefused.computeIfAbsent(recipient, any -> now);
        sinceAccepted.put(recipient, about.get());
        if (about.get() == RefusalSubject.UNKNOWN) {
            return lastAcceptedBegan.isPresent() ? RefusalVerdict.RECIPIENT : RefusalVerdict.UNDECIDED;
        }
        return lastAcceptedBegan.filter(accepted -> accepted - first > 0).isPresent()
                ? RefusalVerdict.RECIPIENT_RULE
                : RefusalVerdict.UNDECIDED;
    }

    /**
     * The subject of a refusal that may concern our sender; empty for everything else, also for a condition that
     * passes.
     */
    private Optional<RefusalSubject> about(RecipientOutcome outcome) {
        boolean refused = outcome.reply().filter(reply -> reply.permanent()).isPresent() && !outcome.mayHaveIt();
        if (!refused || outcome instanceof RecipientOutcome.Withheld) {
            return Optional.empty();
        }
        if (outcome instanceof RecipientOutcome.Deferred deferred) { // interpreted by the profile, or about the session
            boolean aboutSender =
                    deferred.concernsRelay() && deferred.stage().compareTo(org.belay.smtp.SmtpStage.MAIL) > 0;
            boolean temporaryCondition = outcome.reply()
                    .flatMap(profile::condition)
                    .filter(concern -> concern.remedy() != RelayCondition.Remedy.PERSON)
                    .isPresent();
            return aboutSender && !temporaryCondition ? Optional.of(RefusalSubject.SENDER) : Optional.empty();
        }
        return outcome.reply().map(reply -> RefusalClassifier.of(reply, profile).about());
    }

    private boolean tooMany() {
        return sinceAccepted.values().stream()
                                .filter(RefusalSubject.SENDER::equals)
                                .count()
                        >= RECIPIENTS
                || sinceAccepted.size() >= unknowns;
    }

    private PauseReason pause(RecipientOutcome outcome) {
        int recipients = sinceAccepted.size();
        reset();
        return trouble(recipients + " recipients in a row got such a reply. ", outcome);
    }

    private void reset() {
        sinceAccepted.clear();
        firstRefused.clear();
        lastAcceptedBegan = Optional.empty();
    }

    private PauseReason trouble(String how, RecipientOutcome outcome) {
        RefusalCause refusal = outcome.reply()
                .map(reply -> RefusalClassifier.of(reply, profile))
                .orElse(RefusalCause.OF_UNKNOWN);
        String advice = refusal.advice();
        String said = outcome.reply().map(Object::toString).orElse(outcome.why());
        return PauseReason.forPerson(refusal.reason() + ". " + how + "The relay said: " + said
                + (said.endsWith(".") ? "" : ".") + (advice.isEmpty() ? "" : " " + advice)
                + " No recipient was rejected for this: all of them stay pending.");
    }

    private static Map<Long, RecipientOutcome> asSaid(
            List<Long> recipients, List<RefusalVerdict> verdicts, List<RecipientOutcome> outcomes) {
        var said = new LinkedHashMap<Long, RecipientOutcome>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (verdicts.get(i) == RefusalVerdict.AS_REPORTED) {
                said.put(recipients.get(i), outcomes.get(i));
            }
        }
        return said;
    }
}
