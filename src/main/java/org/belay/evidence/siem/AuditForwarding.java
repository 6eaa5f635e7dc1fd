package org.belay.evidence.siem;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.platform.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sends the rows of the audit log to the targets of the settings, in batches, on a thread of its own. */
@Component
public class AuditForwarding implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(AuditForwarding.class);
    private static final int BATCH = 200;
    private static final int BATCHES_AT_ONCE = 20;
    private static final int LONGEST_PROBLEM = 300;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final ForwardStore store;
    private final AuditLog audit;
    private final Clock clock;
    private final List<ForwardTarget> targets = new ArrayList<>();
    private final Map<String, Duration> waits = new HashMap<>();
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, work -> {
        var thread = new Thread(work, "belay-audit-forwarding");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;

    @Autowired
    AuditForwarding(ForwardStore store, AuditLog audit, Users users, Clock clock, Settings settings) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        var format = new ForwardedRow(address -> users.byAddress(address).isPresent());
        String host = settings.publicUrl().getHost();
        settings.audit().syslog().ifPresent(syslog -> targets.add(new SyslogTarget(syslog, host, format, threads)));
        settings.audit().jsonLines().ifPresent(file -> targets.add(new JsonLinesTarget(file, thisHost(), format)));
    }

    /** The targets of the settings, and the mailbox for anchors. Targets of earlier settings are left out. */
    public List<ForwardState> states() {
        List<String> now = Stream.concat(targets.stream().map(ForwardTarget::name), Stream.of(AnchorMail.TARGET))
                .toList();
        return store.states().stream()
                .filter(state -> now.contains(state.target()))
                .toList();
    }

    /** Those whose last attempt failed. */
    public List<ForwardState> failing() {
        return targets.isEmpty() && store.states().isEmpty()
                ? List.of()
                : states().stream()
                        .filter(state -> state.failingSince().isPresent())
                        .toList();
    }

    @Override
    public synchronized void start() {
        running = true;
        if (targets.isEmpty()) return;
        targets.forEach(target -> store.add(target.name()));
        threads.scheduleWithFixedDelay(this::forwardAll, 1, 2, TimeUnit.SECONDS);
    }

    private void forwardAll() {
        for (ForwardTarget target : targets) {
            try {
                if (!clock.instant().isBefore(notBefore.getOrDefault(target.name(), Instant.MIN))) {
                    forward(target);
                }
            } catch (RuntimeException | Error failed) { // the executor would drop the task
                log.warn("The audit log was not sent to {}: {}", target.name(), failed.toString());
            }
        }
    }

    private void forward(ForwardTarget target) {
        for (int batch = 0; batch < BATCHES_AT_ONCE && running; batch++) {
            UUID attempt = UUID.randomUUID();
            var position = store.lease(target.name(), attempt);
            if (position.isEmpty()) return;
            List<AuditEntry> rows = audit.entriesAfter(position.getAsLong(), BATCH);
            if (rows.isEmpty()) {
                store.nothingToSend(target.name(), attempt);
                return;
            }
            try {
                target.send(rows);
            } catch (Exception failed) {
                wait(target, attempt, failed);
                return;
            }
            store.sent(target.name(), attempt, rows.get(rows.size() - 1).seq());
            waits.remove(target.name());
            notBefore.remove(target.name());
            if (rows.size() < BATCH) return;
        }
    }

    private void wait(ForwardTarget target, UUID attempt, Exception failed) {
        String problem = String.valueOf(failed.getMessage());
        store.failed(
                target.name(),
                attempt,
                problem.substring(0, Math.min(LONGEST_PROBLEM, problem.length()))
                        .replace('\0', ' '));
        Duration wait = waits.getOrDefault(target.name(), FIRST_WAIT);
        log.warn(
                "The audit log was not sent to {}: {}. No row is lost. Next attempt in {} s",
                target.name(),
                problem,
                wait.toSeconds());
        notBefore.put(target.name(), clock.instant().plus(wait));
        Duration longer = wait.multipliedBy(2);
        waits.put(target.name(), longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT);
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
