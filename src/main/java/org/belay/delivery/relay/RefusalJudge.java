package org.belay.delivery.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.relay.Refusal.About;
import org.belay.platform.RelaySettings;
import org.belay.smtp.Outcome;

/**
 * Decides whether refusals are about their recipients or about our sender, at any time of a dispatch. A refusal is the
 * recipient's if another recipient, offered after it, was accepted. Three different recipients refused in a row are no
 * coincidence. There is one per dispatch and process; after it has decided it starts afresh, in case the dispatch is
 * resumed.
 */
public final class RefusalJudge {

    /** The refused recipient, and two others. */
    private static final int RECIPIENTS = 3;

    private final Profile profile;
    private final Breaker breaker;
    private final int unknowns;
    private final Map<Long, Long> firstRefused = new HashMap<>();
    private final Map<Long, About> sinceAccepted = new LinkedHashMap<>();
    private Optional<Long> lastAcceptedBegan = Optional.empty();

    public RefusalJudge(Profile profile, RelaySettings.Breaker limit) {
        this.profile = profile;
        this.breaker = new Breaker(limit);
        this.unknowns = limit.refusals() == 0 ? Integer.MAX_VALUE : limit.refusals();
    }

    /** What an outcome means. */
    public enum Verdict {
        /** The outcome as reported. */
        AS_SAID,
        /** Not known yet: the recipient is offered again. */
        OPEN,
        /** A rule of the relay refuses this recipient: tried three times in all. */
        RECIPIENTS,
        /** The refusal is about this recipient, as far as the text and the acceptance of others tell. */
        REFUSED
    }

    /** @param trouble why the dispatch must pause */
    public record Judged(List<Verdict> verdicts, Optional<Trouble> trouble) {}

    /**
     * Evaluates the outcomes of one transaction.
     *
     * @param recipients any number that identifies each, in the order of the outcomes
     * @param began when its offer began, by a monotonic clock
     * @param now by the same clock
     */
    public synchronized Judged hear(List<Long> recipients, List<Outcome> outcomes, long began, long now) {
        if (outcomes.stream().anyMatch(Outcome.Accepted.class::isInstance)) {
            lastAcceptedBegan = Optional.of(
                    lastAcceptedBegan.filter(last -> last - began > 0).orElse(began));
            sinceAccepted.clear();
        }
        var verdicts = new ArrayList<Verdict>();
        Optional<Outcome> pausing = Optional.empty();
        for (int i = 0; i < outcomes.size(); i++) {
            Verdict verdict = verdict(recipients.get(i), outcomes.get(i), began, now);
            verdicts.add(verdict);
            if (verdict != Verdict.AS_SAID && tooMany()) {
                pausing = Optional.of(outcomes.get(i));
            }
        }
        return new Judged(
                verdicts,
                pausing.map(this::pause).or(() -> breaker.after(asSaid(recipients, verdicts, outcomes), now)));
    }

    /** Why to pause when a refusal is undecided and no other recipient is left to be offered. */
    public synchronized Trouble nobodyElse(Outcome outcome) {
        reset();
        return trouble(
                "The relay refuses the last recipients, and no other recipient is left to find out whether it refuses them or us: ",
                outcome);
    }

    /** Why to pause when a single probe was refused. */
    public synchronized Trouble still(Outcome outcome) {
        reset();
        return trouble("One recipient was tried. ", outcome);
    }

    private Verdict verdict(long recipient, Outcome outcome, long began, long now) {
        Optional<About> about = about(outcome);
        if (about.isEmpty() || about.get() == About.RECIPIENT) {
            if (outcome instanceof Outcome.Accepted) {
                firstRefused.remove(recipient);
            }
            return outcome instanceof Outcome.Rejected && breaker.spokeSince(began) ? Verdict.OPEN : Verdict.AS_SAID;
        }
        long first = firstRefused.computeIfAbsent(recipient, any -> now);
        sinceAccepted.put(recipient, about.get());
        if (about.get() == About.UNKNOWN) {
            return lastAcceptedBegan.isPresent() ? Verdict.REFUSED : Verdict.OPEN;
        }
        return lastAcceptedBegan.filter(accepted -> accepted - first > 0).isPresent()
                ? Verdict.RECIPIENTS
                : Verdict.OPEN;
    }

    /**
     * The subject of a refusal that may concern our sender; empty for everything else, also for a condition that
     * passes.
     */
    private Optional<About> about(Outcome outcome) {
        boolean refused = outcome.reply().filter(reply -> reply.permanent()).isPresent() && !outcome.mayHaveIt();
        if (!refused || outcome instanceof Outcome.Withheld) {
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Deferred deferred) { // interpreted by the profile, or about the session
            boolean aboutSender = deferred.concernsRelay() && deferred.stage().compareTo(org.belay.smtp.Stage.MAIL) > 0;
            boolean temporaryCondition = outcome.reply()
                    .flatMap(profile::concern)
                    .filter(concern -> concern.cure() != Concern.Cure.PERSON)
                    .isPresent();
            return aboutSender && !temporaryCondition ? Optional.of(About.US) : Optional.empty();
        }
        return outcome.reply().map(reply -> Refusals.of(reply, profile).about());
    }

    private boolean tooMany() {
        return sinceAccepted.values().stream().filter(About.US::equals).count() >= RECIPIENTS
                || sinceAccepted.size() >= unknowns;
    }

    private Trouble pause(Outcome outcome) {
        int recipients = sinceAccepted.size();
        reset();
        return trouble(recipients + " recipients in a row got such a reply. ", outcome);
    }

    private void reset() {
        sinceAccepted.clear();
        firstRefused.clear();
        lastAcceptedBegan = Optional.empty();
    }

    private Trouble trouble(String how, Outcome outcome) {
        Refusal refusal =
                outcome.reply().map(reply -> Refusals.of(reply, profile)).orElse(Refusal.OF_UNKNOWN);
        String advice = refusal.advice();
        String said = outcome.reply().map(Object::toString).orElse(outcome.why());
        return Trouble.forPerson(refusal.reason() + ". " + how + "The relay said: " + said
                + (said.endsWith(".") ? "" : ".") + (advice.isEmpty() ? "" : " " + advice)
                + " No recipient was rejected for this: all of them stay pending.");
    }

    private static Map<Long, Outcome> asSaid(List<Long> recipients, List<Verdict> verdicts, List<Outcome> outcomes) {
        var said = new LinkedHashMap<Long, Outcome>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (verdicts.get(i) == Verdict.AS_SAID) {
                said.put(recipients.get(i), outcomes.get(i));
            }
        }
        return said;
    }
}
