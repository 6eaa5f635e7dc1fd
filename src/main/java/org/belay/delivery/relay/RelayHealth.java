package org.belay.delivery.relay;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.belay.delivery.reply.PauseReason;
import org.belay.delivery.reply.RefusalClassifier;
import org.belay.delivery.reply.RelayCondition;
import org.belay.delivery.reply.RelayProfile;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpStage;
import org.belay.smtp.wire.SmtpReply;

/**
 * Distinguishes a relay in trouble from a recipient who cannot be reached, over all connections of this process: the
 * same trouble three times in a row is the relay's. It never costs a recipient an attempt.
 */
public final class RelayHealth {

    private static final int IN_A_ROW = 3;

    /** How often in a row a relay may ask for a slower pace before the mailing pauses; until then it is obeyed. */
    private static final int SLOWER_IN_A_ROW = 10;

    /** Connections that fall silent within this time count as one trouble. */
    private static final long ONE_SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final RelayProfile profile;
    private final LongSupplier nanoTime;
    private final PauseBackoff backoff;
    private Optional<Long> lastSilence = Optional.empty();
    private int troubles;
    private String last = "";
    private boolean sameKind;
    private Optional<PauseReason> pause = Optional.empty();
    private long pausedUntil;

    RelayHealth(RelayProfile profile, LongSupplier nanoTime, PauseBackoff backoff) {
        this.profile = profile;
        this.nanoTime = nanoTime;
        this.backoff = backoff;
    }

    /**
     * Records the outcomes of one transaction, as {@link RelayConnection#offer} returned them.
     *
     * @return why the dispatch must pause; also for outcomes that arrive while it pauses
     */
    public synchronized Optional<PauseReason> recordOutcomes(List<RecipientOutcome> outcomes) {
        Optional<RecipientOutcome> troublingOutcome =
                outcomes.stream().filter(this::isTroubling).findFirst();
        if (troublingOutcome.isEmpty()
                || outcomes.stream().anyMatch(outcome -> outcome instanceof RecipientOutcome.Accepted)) {
            if (outcomes.stream().anyMatch(RelayHealth::showsItWorks)) {
                recover();
            }
            return Optional.empty();
        }
        RecipientOutcome outcome = troublingOutcome.get();
        count(kind(outcome));
        Optional<RelayCondition> concern = outcome.reply().flatMap(profile::condition);
        boolean slowDown = concern.filter(c -> c.remedy() == RelayCondition.Remedy.SLOW_DOWN)
                .isPresent();
        if (troubles < (slowDown ? SLOWER_IN_A_ROW : IN_A_ROW)) {
            return Optional.empty();
        }
        boolean person = concern.map(c -> c.remedy() == RelayCondition.Remedy.PERSON)
                .orElse(outcome.reply().filter(SmtpReply::permanent).isPresent());
        // a temporary reply, such as a full disk of the relay, does not depend on our settings
        String advice = outcome.reply()
                .filter(SmtpReply::permanent)
                .map(RefusalClassifier::advice)
                .orElse("");
        String why = slowDown ? slowdown(outcome) : describe(outcome);
        return Optional.of(pause(advice.isEmpty() ? why : why + " " + advice, person && sameKind, false));
    }

    /** The same for a single probe: one reply about the relay is enough. */
    public synchronized Optional<PauseReason> probeResult(List<RecipientOutcome> outcomes) {
        return outcomes.stream()
                .filter(this::isTroubling)
                .findFirst()
                .map(outcome ->
                        PauseReason.forPerson("One recipient was tried. The relay: " + sentence(outcome.why())));
    }

    /** Records that a worker was detached because the relay is silent; several at the same time count once. */
    public synchronized Optional<PauseReason> recordSilence() {
        long now = nanoTime.getAsLong();
        if (lastSilence.isPresent() && now - lastSilence.get() < ONE_SILENCE_NANOS) {
            return Optional.empty();
        }
        lastSilence = Optional.of(now);
        count("silence");
        return troubles < IN_A_ROW
                ? Optional.empty()
                : Optional.of(pause(
                        "The relay has fallen silent three times in a row, also on new connections. Belay still waits for its replies.",
                        false,
                        false));
    }

    /** Why to pause when no session with the relay can be opened. */
    public synchronized PauseReason unavailable(RelayUnavailable e) {
        String advice = e.stage() == SmtpStage.GREETING && e.reply().isPresent()
                ? RefusalClassifier.advice(e.reply().get())
                : "";
        return pause(
                (e.getMessage() + " " + advice).strip(), e.permanent(), e.stage() == SmtpStage.AUTH && e.permanent());
    }

    /** Why to pause when a file on this machine cannot be read or written. */
    public synchronized PauseReason unreadable(UncheckedIOException e) {
        return pause(String.valueOf(e.getMessage()), false, false);
    }

    /** The relay has accepted a message or decided about a recipient: it works. */
    synchronized void recover() {
        troubles = 0;
        last = "";
        pause = Optional.empty();
        backoff.reset();
    }

    private boolean isTroubling(RecipientOutcome outcome) {
        return (outcome instanceof RecipientOutcome.Deferred deferred && deferred.concernsRelay())
                || outcome instanceof RecipientOutcome.InDoubt
                || (outcome instanceof RecipientOutcome.Withheld
                        && outcome.reply().isEmpty());
    }

    private static boolean showsItWorks(RecipientOutcome outcome) {
        return !(outcome instanceof RecipientOutcome.Withheld);
    }

    private void count(String kind) {
        sameKind = troubles == 0 || (sameKind && kind.equals(last));
        last = kind;
        troubles++;
    }

    private static String kind(RecipientOutcome outcome) {
        String stage = outcome instanceof RecipientOutcome.Deferred deferred
                ? deferred.stage().name()
                : outcome.getClass().getSimpleName();
        return stage
                + outcome.reply()
                        .map(reply -> " " + reply.code()
                                + reply.enhanced().map(e -> " " + e).orElse(""))
                        .orElse("");
    }

    private static String describe(RecipientOutcome outcome) {
        if (outcome instanceof RecipientOutcome.Deferred deferred) {
            return "The relay refused three mails in a row at " + deferred.stage() + ". " + sentence(deferred.why());
        }
        return outcome instanceof RecipientOutcome.InDoubt
                ? "Three mails in a row got no reply to the final dot, so it is uncertain whether the relay accepted them: "
                        + sentence(outcome.why())
                : "Three mails in a row were not sent: the relay needed more than 20 s before the end of the mail, or the"
                        + " journal in the data directory cannot be written (is the disk full?).";
    }

    private static String slowdown(RecipientOutcome outcome) {
        return "The relay has deferred ten mails in a row, although Belay sent more and more slowly. "
                + sentence(outcome.why());
    }

    private static String sentence(String why) {
        return why.endsWith(".") ? why : why + ".";
    }

    /** During a pause, further outcomes belong to the same trouble: they neither extend the pause nor begin another. */
    private PauseReason pause(String why, boolean person, boolean probes) {
        troubles = 0;
        long now = nanoTime.getAsLong();
        if (!person && pause.isPresent() && now < pausedUntil) {
            return pause.get().withDelay(Duration.ofNanos(pausedUntil - now));
        }
        if (person) {
            return new PauseReason(why, Optional.empty(), probes);
        }
        Duration wait = backoff.next();
        pausedUntil = now + wait.toNanos();
        pause = Optional.of(new PauseReason(why, Optional.of(wait), probes));
        return pause.get();
    }
}
