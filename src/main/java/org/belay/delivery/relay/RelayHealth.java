package org.belay.delivery.relay;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Reply;
import org.belay.smtp.Stage;

/**
 * Tells a relay in trouble from a person who cannot be reached, over all connections of this process: the same trouble
 * three times in a row is the relay's. Whatever it is, nobody's attempts are spent on it.
 */
public final class RelayHealth {

    private static final int IN_A_ROW = 3;

    /** A relay that only asks us to go slower is obeyed for so long before the mailing says that it pauses. */
    private static final int SLOWER_IN_A_ROW = 10;

    /** Connections that fall silent together are one trouble; those opened after it are another. */
    private static final long ONE_SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Profile profile;
    private final LongSupplier nanoTime;
    private final Backoff backoff;
    private Optional<Long> lastSilence = Optional.empty();
    private int troubles;
    private String last = "";
    private boolean alike;
    private Optional<Trouble> pause = Optional.empty();
    private long pausedUntil;

    RelayHealth(Profile profile, LongSupplier nanoTime, Backoff backoff) {
        this.profile = profile;
        this.nanoTime = nanoTime;
        this.backoff = backoff;
    }

    /**
     * Hears what became of one transaction, as {@link Line#offer} told it.
     *
     * @return what the dispatch must pause for; also for what still comes in while it pauses
     */
    public synchronized Optional<Trouble> after(List<Outcome> outcomes) {
        Optional<Outcome> relays = outcomes.stream().filter(this::troubling).findFirst();
        if (relays.isEmpty() || outcomes.stream().anyMatch(outcome -> outcome instanceof Outcome.Accepted)) {
            if (outcomes.stream().anyMatch(RelayHealth::showsItWorks)) {
                well();
            }
            return Optional.empty();
        }
        Outcome outcome = relays.get();
        count(kind(outcome));
        Optional<Concern> concern = outcome.reply().flatMap(profile::concern);
        boolean slower = concern.filter(c -> c.cure() == Concern.Cure.PATIENCE).isPresent();
        if (troubles < (slower ? SLOWER_IN_A_ROW : IN_A_ROW)) {
            return Optional.empty();
        }
        boolean person = concern.map(c -> c.cure() == Concern.Cure.PERSON)
                .orElse(outcome.reply().filter(Reply::permanent).isPresent());
        // a temporary reply, such as a full disk of the relay's, is nothing that a setting of ours changes
        String advice =
                outcome.reply().filter(Reply::permanent).map(Refusals::advice).orElse("");
        String why = slower ? patience(outcome) : words(outcome);
        return Optional.of(pause(advice.isEmpty() ? why : why + " " + advice, person && alike, false));
    }

    /** The same for a single probe: one answer about the relay is enough. */
    public synchronized Optional<Trouble> now(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(this::troubling)
                .findFirst()
                .map(outcome -> Trouble.forPerson("One recipient was tried. The relay: " + sentence(outcome.why())));
    }

    /** Hears that a worker was left waiting for the relay's reply; of several at the same time, once. */
    public synchronized Optional<Trouble> silent() {
        long now = nanoTime.getAsLong();
        if (lastSilence.isPresent() && now - lastSilence.get() < ONE_SILENCE_NANOS) {
            return Optional.empty();
        }
        lastSilence = Optional.of(now);
        count("silence");
        return troubles < IN_A_ROW
                ? Optional.empty()
                : Optional.of(pause(
                        "The relay has fallen silent three times in a row, also on new connections. Belay goes on waiting for its replies.",
                        false,
                        false));
    }

    /** What to pause for when no session with the relay can be opened. */
    public synchronized Trouble unavailable(RelayUnavailable e) {
        String advice = e.stage() == Stage.GREETING && e.reply().isPresent()
                ? Refusals.advice(e.reply().get())
                : "";
        return pause((e.getMessage() + " " + advice).strip(), e.permanent(), e.stage() == Stage.AUTH && e.permanent());
    }

    /** What to pause for when something on this machine cannot be read or written. */
    public synchronized Trouble unreadable(UncheckedIOException e) {
        return pause(e.getMessage(), false, false);
    }

    /** The relay has taken a message or judged a recipient: it works. */
    synchronized void well() {
        troubles = 0;
        last = "";
        pause = Optional.empty();
        backoff.reset();
    }

    private boolean troubling(Outcome outcome) {
        return (outcome instanceof Outcome.Deferred deferred && deferred.concernsRelay())
                || outcome instanceof Outcome.InDoubt
                || (outcome instanceof Outcome.Withheld && outcome.reply().isEmpty());
    }

    private static boolean showsItWorks(Outcome outcome) {
        return !(outcome instanceof Outcome.Withheld);
    }

    private void count(String kind) {
        alike = troubles == 0 || (alike && kind.equals(last));
        last = kind;
        troubles++;
    }

    private static String kind(Outcome outcome) {
        String stage = outcome instanceof Outcome.Deferred deferred
                ? deferred.stage().name()
                : outcome.getClass().getSimpleName();
        return stage
                + outcome.reply()
                        .map(reply -> " " + reply.code()
                                + reply.enhanced().map(e -> " " + e).orElse(""))
                        .orElse("");
    }

    private static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Deferred deferred) {
            return "The relay refused three mails in a row at " + deferred.stage() + ". " + sentence(deferred.why());
        }
        return outcome instanceof Outcome.InDoubt
                ? "Three mails in a row got no answer to their end, so whether the relay took them is not known: "
                        + sentence(outcome.why())
                : "Three mails in a row came to nothing: the relay needed more than 20 s before the end of the mail, or the"
                        + " witness file in the data directory cannot be written (is the disk full?). They were not sent.";
    }

    private static String patience(Outcome outcome) {
        return "The relay has put off ten mails in a row, although they came slower and slower. "
                + sentence(outcome.why());
    }

    private static String sentence(String why) {
        return why.endsWith(".") ? why : why + ".";
    }

    /** While a pause lasts, what else comes in is the same trouble: it neither lengthens the wait nor begins another. */
    private Trouble pause(String why, boolean person, boolean probes) {
        troubles = 0;
        long now = nanoTime.getAsLong();
        if (!person && pause.isPresent() && now < pausedUntil) {
            return pause.get().after(Duration.ofNanos(pausedUntil - now));
        }
        if (person) {
            return new Trouble(why, Optional.empty(), probes);
        }
        Duration wait = backoff.next();
        pausedUntil = now + wait.toNanos();
        pause = Optional.of(new Trouble(why, Optional.of(wait), probes));
        return pause.get();
    }
}
