package org.belay.audit;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The audit log: the record of decisions.
 *
 * <pre>{@code
 * audit.record(by.address(), "approve", "M-0147", Map.of("people", "2431", "sha256", hash));
 * }</pre>
 */
@Component
public class AuditLog {
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final int PAGE = 1_000;

    /** Number of rows between two anchor lines in the log of this process; its first row is always logged. */
    private static final int LOGGED_EACH = 100;

    private final AuditStore store;
    private final AnchorFile anchor;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate transaction;
    private final AtomicLong rowsWritten = new AtomicLong();

    @Autowired
    AuditLog(AuditStore store, Settings settings, PlatformTransactionManager transactions) {
        this(store, settings.dataDir().resolve("audit-anchor.txt"), transactions);
    }

    AuditLog(AuditStore store, Path anchor, PlatformTransactionManager transactions) {
        this.store = store;
        this.anchor = new AnchorFile(anchor);
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /**
     * Adds one row to the transaction of the caller. The row is written just before the commit: rows are numbered
     * under a lock, so a transaction that holds it makes others wait, and a stop must not wait while another
     * transaction freezes an audience. If the row cannot be written, the commit fails.
     *
     * @param actor address of the person, or {@code belay}
     * @param action one word: create, edit, submit, approve …
     * @param subject the object of the action: {@code M-0147}, {@code audience staff}, {@code user nora@example.org}
     * @param detail further facts for the reader; never a secret
     * @throws IllegalStateException without a transaction
     */
    public void record(String actor, String action, String subject, Map<String, String> detail) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "'%s' of %s must be recorded in the transaction of the decision".formatted(action, subject));
        }
        Map<String, String> details = new TreeMap<>(detail);
        ActingToken.words().ifPresent(token -> details.put("by token", token));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            private @Nullable AuditEntry entry;

            @Override
            public void beforeCommit(boolean readOnly) {
                entry = write(actor, action, subject, details);
            }

            @Override
            public void afterCommit() {
                note(Objects.requireNonNull(entry, "Spring calls beforeCommit before this"));
            }
        });
    }

    private AuditEntry write(String actor, String action, String subject, Map<String, String> detail) {
        store.lock();
        var last = store.last();
        AuditEntry entry = AuditEntry.following(
                last.map(AuditEntry::seq).orElse(0L),
                last.map(AuditEntry::hash).orElse(AuditEntry.NO_PREVIOUS_HASH),
                store.now(),
                actor,
                action,
                subject,
                detail);
        store.add(entry);
        store.incrementCounter();
        return entry;
    }

    /**
     * Appends the row to the anchor. The decision is already committed, so a failure is logged but does not fail the
     * request.
     */
    private void note(AuditEntry entry) {
        try {
            anchor.append(entry.seq(), entry.hash());
            // the log is often kept on another machine, which this one cannot change
            if (rowsWritten.getAndIncrement() % LOGGED_EACH == 0) {
                log.info("Audit anchor: {} {}", entry.seq(), entry.hash());
            }
        } catch (UncheckedIOException e) {
            log.error(
                    "Row {} of the audit record is written but not anchored: {}. Until this is fixed, a deletion of"
                            + " rows at the end of the log would not be detected.",
                    entry.seq(),
                    String.valueOf(e.getCause()));
        }
    }

    /**
     * Verifies the whole log, as of one moment, against its hash chain, its counter and the anchor of this node.
     * Memory use does not depend on the size of the log.
     */
    public AuditVerification verify() {
        // read the anchor first: rows committed during the check are then newer than the anchor
        return verify(anchor.read());
    }

    /** Verifies against an anchor that was kept elsewhere, in the form of {@link #anchorLine} or of the anchor file. */
    public AuditVerification verify(Stream<String> lines) {
        AuditAnchor given = AnchorFile.read(lines);
        if (given.hashes().isEmpty()) {
            throw new RequestRefused(
                    "This is not an anchor: it has no line with a row number and a hash (64 hexadecimal digits)."
                            + " Nothing was verified.");
        }
        return verify(new AuditAnchor(
                OptionalLong.of(given.begins().orElse(given.hashes().firstKey())), given.hashes()));
    }

    private AuditVerification verify(AuditAnchor known) {
        return snapshot.execute(status -> {
            var check = new HashChainCheck(known, store.countedRows());
            long last = 0;
            while (true) {
                List<AuditEntry> page = store.after(last, PAGE);
                for (AuditEntry row : page) {
                    var broken = check.next(row);
                    if (broken.isPresent()) {
                        return broken.get();
                    }
                    last = row.seq();
                }
                if (page.size() < PAGE) {
                    return check.end();
                }
            }
        });
    }

    /** Number and hash of the newest row, to be kept where this machine cannot change it; empty without rows. */
    public Optional<String> anchorLine() {
        return store.last().map(row -> row.seq() + " " + row.hash());
    }

    /**
     * Called when the application is ready: starts an anchor for a node that never had one, and records that. If the
     * anchor of a known node is lost, none is started: {@link #verify} fails until a person starts a new one.
     *
     * @param place host and data directory
     */
    public void openAnchor(String place) {
        transaction.executeWithoutResult(status -> {
            if (!store.addAnchorPlace(place) || anchor.read().begins().isPresent()) return;
            long rows = store.last().map(AuditEntry::seq).orElse(0L);
            anchor.begin(rows + 1);
            if (rows > 0) record("belay", "anchor-begin", "audit", Map.of("place", place));
        });
    }

    /**
     * Starts a new anchor on this node, after the file was lost. The log records who did it, and the old file is kept
     * under another name.
     */
    public void beginAnchor(String actor) {
        transaction.executeWithoutResult(status -> {
            anchor.moveAside();
            anchor.begin(store.last().map(AuditEntry::seq).orElse(0L) + 1);
            record(actor, "anchor-begin", "audit", Map.of());
        });
    }

    /** Up to {@code limit} rows older than row {@code before} ({@link Long#MAX_VALUE} for the newest), newest first. */
    public List<AuditEntry> entries(long before, int limit) {
        return store.before(before, limit);
    }

    /** Up to {@code limit} rows that are newer than row {@code after} (0 for all), oldest first. */
    public List<AuditEntry> entriesAfter(long after, int limit) {
        return store.after(after, limit);
    }

    /** Whether an action, such as {@code relay-test}, was ever recorded. */
    public boolean has(String action) {
        return store.has(action);
    }

    /** All rows about one subject, oldest first. */
    public List<AuditEntry> entriesAbout(String subject) {
        return store.about(subject);
    }
}
