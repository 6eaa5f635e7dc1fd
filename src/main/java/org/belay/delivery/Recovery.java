package org.belay.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Makes good what a predecessor left between marker and outcome, before anything is sent: by the witness where it speaks. What it
 * does not speak of is settled by {@link Ledger#settleForeign}.
 */
@Component
class Recovery implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final Ledger ledger;
    private final LedgerStore store;
    private final Dispatches dispatches;
    private final Witness witness;
    private final Path folder;

    Recovery(Ledger ledger, LedgerStore store, Dispatches dispatches, Witness witness) {
        this.ledger = ledger;
        this.store = store;
        this.dispatches = dispatches;
        this.witness = witness;
        this.folder = witness.path().getParent();
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<Path> heard = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> !path.equals(witness.path())).toList()) {
                Testimony.read(file).ifPresent(this::believe);
                heard.add(file);
            }
            for (Path file : heard) {
                Files.delete(file); // only now: killed before, it is all read again
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The witness files in " + folder + " cannot be read.", e);
        }
    }

    private void believe(Testimony testimony) {
        String boot = Witness.boot();
        int settled = 0;
        for (AttemptId attempt : store.unanswered(testimony.file())) {
            settled += testimony
                    .of(attempt, boot)
                    .map(said -> ledger.settle(attempt, said) ? 1 : 0)
                    .orElse(0);
        }
        if (settled > 0) {
            log.info("Settled {} deliveries that were on their way when Belay ended", settled);
        }
        List<AttemptId> unknown = store.missing(testimony.attempts().keySet());
        if (!unknown.isEmpty()) {
            log.error(
                    "The database lacks {} attempts that this machine made: it is older than what was sent",
                    unknown.size());
            dispatches.holdEverything(
                    "The database is older than what was sent (restored, or it lost commits): " + unknown.size()
                            + " mails that left are not in it. Nothing goes on until a person has compared and says so.");
        }
    }
}
