package org.belay.audit;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records refusals: wrong passwords, unknown tokens, actions that a role may not do, approvals that were not
 * possible.
 *
 * <p>The first refusal of a kind becomes a row at once; further ones within ten minutes are counted and become one
 * row. A flood cannot fill the log: within ten minutes at most 20 kinds are kept apart for strangers and 200 for
 * known people; the rest is counted together. A thread of this component writes the rows, so that no request waits
 * for them.
 */
@Component
public class RefusalRecorder {
    private static final Logger log = LoggerFactory.getLogger(RefusalRecorder.class);
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int STRANGERS = 20;
    private static final int KNOWN = 200;
    private static final int LONGEST = 300;

    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "belay-refusals");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<RefusalKind, Integer> pending = new LinkedHashMap<>();
    private Instant began;

    private record RefusalKind(boolean stranger, String actor, String action, String subject, String why) {}

    @Autowired
    RefusalRecorder(AuditLog audit, TransactionTemplate transaction, Clock clock) {
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.began = clock.instant();
        long seconds = WINDOW.toSeconds();
        writer.scheduleWithFixedDelay(this::flushIfOver, seconds, seconds, TimeUnit.SECONDS);
    }

    /** Records a refusal of a signed-in person, or about an existing account. */
    public void recordKnown(String actor, String action, String subject, String why) {
        note(new RefusalKind(false, actor, action, subject, why));
    }

    /**
     * Records a refusal of an unknown client.
     *
     * @param from network address of the client
     */
    public void recordStranger(String from, String action, String subject, String why) {
        note(new RefusalKind(true, "stranger at " + from, action, subject, why));
    }

    private void note(RefusalKind kind) {
        RefusalKind shortened = new RefusalKind(
                kind.stranger, shorten(kind.actor), shorten(kind.action), shorten(kind.subject), shorten(kind.why));
        String token = ActingToken.words().orElse("");
        try {
            writer.execute(() -> take(shortened, token));
        } catch (RejectedExecutionException closing) {
            log.info("Not recorded, because Belay is stopping: {}", shortened);
        }
    }

    private void take(RefusalKind kind, String token) {
        flushIfOver();
        if (pending.containsKey(kind)) {
            pending.merge(kind, 1, Integer::sum);
            return;
        }
        long kinds = pending.keySet().stream()
                .filter(one -> one.stranger == kind.stranger)
                .count();
        if (kinds >= (kind.stranger ? STRANGERS : KNOWN)) {
            pending.merge(
                    new RefusalKind(kind.stranger, "several", kind.action, "several", "too many kinds"),
                    1,
                    Integer::sum);
            return;
        }
        pending.put(kind, 0);
        write(kind, 1, token);
    }

    private void flushIfOver() {
        if (clock.instant().isAfter(began.plus(WINDOW))) flush();
    }

    private void flush() {
        pending.forEach((kind, times) -> {
            if (times > 0) write(kind, times, "");
        });
        pending.clear();
        began = clock.instant();
    }

    private void write(RefusalKind kind, int times, String token) {
        var detail = new LinkedHashMap<String, String>();
        detail.put("why", kind.why);
        detail.put("times", Integer.toString(times));
        if (!token.isEmpty()) detail.put("by token", token);
        try {
            transaction.executeWithoutResult(status -> audit.record(kind.actor, kind.action, kind.subject, detail));
        } catch (RuntimeException | Error e) {
            log.error(
                    "A refusal could not be recorded: {} {} {}: {}",
                    kind.actor,
                    kind.action,
                    kind.subject,
                    e.toString());
        }
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Writes the pending counts before the database stops. */
    @PreDestroy
    void close() throws InterruptedException {
        writer.execute(this::flush);
        writer.shutdown();
        writer.awaitTermination(5, TimeUnit.SECONDS);
    }
}
