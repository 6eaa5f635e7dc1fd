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
 * Finds out whether the relay's refusals are about their recipients or about us, at any time of a dispatch: a refusal is the recipient's
 * when another recipient, offered after it, was accepted. Three different recipients refused with no acceptance between them are no
 * coincidence. One a dispatch and process; after it has spoken it begins anew, for the case that the dispatch is resumed.
 */
public final class RefusalJudge {

    /** The one that was refused, and two others. */
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

    /** What is to be made of an outcome. */
    public enum Verdict {
        /** The outcome stands. */
        AS_SAID,
        /** It is not known yet what the refusal is about: the recipient keeps their turn. */
        OPEN,
        /** The refusal is the recipient's, for a rule of the relay: tried again, three times in all. */
        RECIPIENTS,
        /** The refusal is the recipient's, as far as the relay's words and the others' acceptance tell. */
        REFUSED
    }

    /** @param trouble what the dispatch must pause for */
    public record Judged(List<Verdict> verdicts, Optional<Trouble> trouble) {}

    /**
     * Hears what became of one transaction.
     *
     * @param recipients any number that names each, in the outcomes' order
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

    /** What to pause for when a refusal stays open and no other recipient is left to be offered. */
    public synchronized Trouble nobodyElse(Outcome outcome) {
        forget();
        return trouble(
                "The relay refuses the last recipients, and nobody else is left to find out whether it refuses them or us: ",
                outcome);
    }

    /** What to pause for when a single probe was refused. */
    public synchronized Trouble still(Outcome outcome) {
        forget();
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

    /** Of a refusal that may be about us; empty for all else, also for one that passes by itself. */
    private Optional<About> about(Outcome outcome) {
        boolean refused = outcome.reply().filter(reply -> reply.permanent()).isPresent() && !outcome.mayHaveIt();
        if (!refused || outcome instanceof Outcome.Withheld) {
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Deferred deferred) { // the profile has spoken, or it is about the dialogue
            boolean ours = deferred.concernsRelay() && deferred.stage().compareTo(org.belay.smtp.Stage.MAIL) > 0;
            boolean passes = outcome.reply()
                    .flatMap(profile::concern)
                    .filter(concern -> concern.cure() != Concern.Cure.PERSON)
                    .isPresent();
            return ours && !passes ? Optional.of(About.US) : Optional.empty();
        }
        return outcome.reply().map(reply -> Refusals.of(reply, profile).about());
    }

    private boolean tooMany() {
        return sinceAccepted.values().stream().filter(About.US::equals).count() >= RECIPIENTS
                || sinceAccepted.size() >= unknowns;
    }

    private Trouble pause(Outcome outcome) {
        int recipients = sinceAccepted.size();
        forget();
        return trouble(recipients + " recipients in a row got such an answer. ", outcome);
    }

    private void forget() {
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
                + " Nobody was left out for it: all of them keep their turn.");
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
