package org.belay.audit;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.belay.platform.Refused;
import org.belay.platform.Settings;
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
 * The record of decisions.
 *
 * <pre>{@code
 * audit.record(by.address(), "approve", "M-0147", Map.of("people", "2431", "sha256", hash));
 * }</pre>
 */
@Component
public class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final int PAGE = 1_000;

    /** Rows of this process between two anchor lines in the log; the first row of a process is one. */
    private static final int LOGGED_EACH = 100;

    private final AuditStore store;
    private final AnchorFile anchor;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate transaction;
    private final AtomicLong noted = new AtomicLong();

    @Autowired
    Audit(AuditStore store, Settings settings, PlatformTransactionManager transactions) {
        this(store, settings.dataDir().resolve("audit-anchor.txt"), transactions);
    }

    Audit(AuditStore store, Path anchor, PlatformTransactionManager transactions) {
        this.store = store;
        this.anchor = new AnchorFile(anchor);
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /**
     * Adds one row to the caller's transaction. It is written right before the commit: rows are numbered one after the other,
     * so whoever is writing one keeps everybody else waiting, and a stop must not wait while somebody freezes an audience.
     * When the row cannot be written, the commit fails.
     *
     * @param actor the address of who did it, or {@code belay}
     * @param action one word: create, edit, submit, approve …
     * @param subject what it was done to: {@code M-0147}, {@code audience staff}, {@code user nora@example.org}
     * @param detail more, for the reader; never a secret
     * @throws IllegalStateException without a transaction
     */
    public void record(String actor, String action, String subject, Map<String, String> detail) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "'%s' of %s must be recorded in the transaction that decides it".formatted(action, subject));
        }
        Map<String, String> details = new TreeMap<>(detail);
        ActingToken.words().ifPresent(token -> details.put("by token", token));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            private AuditEntry entry;

            @Override
            public void beforeCommit(boolean readOnly) {
                entry = write(actor, action, subject, details);
            }

            @Override
            public void afterCommit() {
                note(entry);
            }
        });
    }

    private AuditEntry write(String actor, String action, String subject, Map<String, String> detail) {
        store.lock();
        var last = store.last();
        AuditEntry entry = AuditEntry.following(
                last.map(AuditEntry::seq).orElse(0L),
                last.map(AuditEntry::hash).orElse(AuditEntry.NOTHING),
                store.now(),
                actor,
                action,
                subject,
                detail);
        store.add(entry);
        store.count();
        return entry;
    }

    /** The decision is committed: an anchor that cannot be written must be said, but must not make it look refused. */
    private void note(AuditEntry entry) {
        try {
            anchor.append(entry.seq(), entry.hash());
            // the log is often kept on another machine: a third place that this one cannot change
            if (noted.getAndIncrement() % LOGGED_EACH == 0) {
                log.info("Audit anchor: {} {}", entry.seq(), entry.hash());
            }
        } catch (UncheckedIOException e) {
            log.error(
                    "Row {} of the audit record is written but not anchored: {}. Until this is mended, rows cut off at the"
                            + " end of the record would not be noticed.",
                    entry.seq(),
                    e.getCause().toString());
        }
    }

    /** Reads the whole record, as it is at one moment, against its own chain, its counter and this node's anchor. Memory is flat. */
    public Verification verify() {
        // anchor first: rows that are committed while we read are then newer than what it vouches for
        return verify(anchor.read());
    }

    /** The same against an anchor that is kept elsewhere, in the form of {@link #anchorLine} or of the anchor file. */
    public Verification verify(Stream<String> lines) {
        Anchor given = AnchorFile.read(lines);
        if (given.hashes().isEmpty()) {
            throw new Refused(
                    "This is no anchor: it has no line of a row's number and its hash (64 hexadecimal digits)."
                            + " Nothing was verified.");
        }
        return verify(
                new Anchor(OptionalLong.of(given.begins().orElse(given.hashes().firstKey())), given.hashes()));
    }

    private Verification verify(Anchor known) {
        return snapshot.execute(status -> {
            var check = new ChainCheck(known, store.counted());
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

    /** Number and hash of the newest row, to be kept where whoever has this machine cannot change it; empty without rows. */
    public Optional<String> anchorLine() {
        return store.last().map(row -> row.seq() + " " + row.hash());
    }

    /**
     * Called once this process serves: a place that never had an anchor gets one, and the record says so. A place that had one and lost
     * it gets none: {@link #verify} fails until a person begins it anew.
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
     * Begins this node's anchor anew, after the file was lost. The record says for ever who did that, and what stood in the file before
     * is kept beside it.
     */
    public void beginAnchor(String actor) {
        transaction.executeWithoutResult(status -> {
            anchor.moveAside();
            anchor.begin(store.last().map(AuditEntry::seq).orElse(0L) + 1);
            record(actor, "anchor-begin", "audit", Map.of());
        });
    }

    /** Newest first: up to {@code limit} rows older than row {@code before} ({@link Long#MAX_VALUE} for the newest). */
    public List<AuditEntry> entries(long before, int limit) {
        return store.before(before, limit);
    }

    /** Everything that was done to one subject, oldest first. */
    public List<AuditEntry> about(String subject) {
        return store.about(subject);
    }
}
