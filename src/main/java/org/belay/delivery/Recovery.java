package org.belay.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes good what a predecessor left between marker and outcome, before anything is sent: by the witness where it speaks. What it
 * does not speak of is settled by {@link Ledger#takeOver}.
 */
@Component
class Recovery implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private static final int ASKED_AT_ONCE = 10_000;

    private final Ledger ledger;
    private final NodeStore store;
    private final Dispatches dispatches;
    private final Witness witness;
    private boolean running;

    Recovery(Ledger ledger, NodeStore store, Dispatches dispatches, Witness witness) {
        this.ledger = ledger;
        this.store = store;
        this.dispatches = dispatches;
        this.witness = witness;
    }

    @Override
    public void start() {
        Path folder = witness.path().getParent();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(witness.path())) {
                    hear(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The witness files in " + folder + " cannot be read.", e);
        }
        ledger.free(Set.of());
        dispatches.paceFromNow();
        running = true;
    }

    /** A file that is locked belongs to a process that lives; it is left alone. */
    private void hear(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock dead = channel.tryLock()) {
            Optional<Testimony> testimony = dead == null ? Optional.empty() : Testimony.of(file);
            if (testimony.isPresent()) {
                believe(testimony.get());
                Files.delete(file); // only now: killed before, it is all read again
            }
        } catch (OverlappingFileLockException ours) {
            log.debug("{} is open in this process", file);
        }
    }

    private void believe(Testimony testimony) throws IOException {
        Set<AttemptId> unanswered = Set.copyOf(store.unanswered(testimony.file()));
        List<Testimony.Dot> unknown = hear(testimony, unanswered);
        settle(testimony, unanswered);
        if (!unknown.isEmpty()) {
            int nowhere = unknown.size() - restore(testimony, unknown);
            hold("The database is older than what was sent (restored, or it lost commits): " + unknown.size()
                    + " mails that left were not in it. "
                    + (nowhere == 0
                            ? "They are now, so that nobody gets them twice."
                            : nowhere + " of them belong to mailings that it does not know at all."));
        }
    }

    /** Those whose dot was about to be written and of whom the database knows nothing. */
    private List<Testimony.Dot> hear(Testimony testimony, Set<AttemptId> unanswered) throws IOException {
        var unknown = new ArrayList<Testimony.Dot>();
        var dotted = new HashMap<AttemptId, Testimony.Dot>();
        testimony.hear(unanswered, dot -> {
            dotted.put(dot.attempt(), dot);
            if (dotted.size() >= ASKED_AT_ONCE) {
                store.missing(dotted.keySet()).forEach(lost -> unknown.add(dotted.get(lost)));
                dotted.clear();
            }
        });
        store.missing(dotted.keySet()).forEach(lost -> unknown.add(dotted.get(lost)));
        return unknown;
    }

    /** Writes what the database has lost: the attempts, and what the witness heard of them. */
    private int restore(Testimony testimony, List<Testimony.Dot> lost) throws IOException {
        testimony.hear(lost.stream().map(Testimony.Dot::attempt).collect(Collectors.toSet()), dot -> {});
        return ledger.restore(
                lost, dot -> testimony.of(dot.attempt(), Witness.boot()).orElseThrow(), testimony.file());
    }

    /** Holds everything after a failover of the database, and says what this process sent that it does not know. */
    void afterFailover() {
        try {
            int unknown =
                    hear(Testimony.of(witness.path()).orElseThrow(), Set.of()).size();
            hold("Another server has taken over as the database. Of what this process sent, "
                    + (unknown == 0 ? "nothing is missing in it." : unknown + " mails are missing in it."));
        } catch (IOException e) {
            throw new UncheckedIOException("The witness file " + witness.path() + " cannot be read.", e);
        }
        ledger.afterFailover();
    }

    private void hold(String why) {
        log.error(why);
        dispatches.holdEverything(why + " Nothing goes on until a person has compared and says so.");
    }

    private void settle(Testimony testimony, Set<AttemptId> unanswered) {
        String boot = Witness.boot();
        List<OutcomeStore.Answer> said = unanswered.stream()
                .flatMap(
                        attempt -> testimony
                                .of(attempt, boot)
                                .map(settled -> new OutcomeStore.Answer(attempt, settled, Duration.ZERO))
                                .stream())
                .toList();
        List<AttemptId> settled = ledger.settle(said);
        if (!settled.isEmpty()) {
            log.info("Settled {} deliveries that were on their way when Belay ended", settled.size());
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything else that runs. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
