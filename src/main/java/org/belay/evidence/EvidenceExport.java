package org.belay.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.belay.access.User;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.correction.Correction;
import org.belay.correction.Corrections;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.FrozenVariant;
import org.belay.delivery.dispatch.FrozenDispatches;
import org.belay.evidence.EvidenceFacts.ExportedVariant;
import org.belay.mailing.MailingReport;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingStatus;
import org.belay.mailing.model.VariantText;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.files.PrivateFiles;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the export of a mailing, from one snapshot of the database and in bounded memory. Each export is recorded in the audit log. */
@Component
public class EvidenceExport {
    /** Exports at the same time. Each holds a database connection. */
    private static final int AT_ONCE = 2;

    private final MailingReport report;
    private final Corrections corrections;
    private final FrozenDispatches frozen;
    private final EvidenceStore store;
    private final EvidencePage page;
    private final EvidenceTables tables;
    private final AuditLog audit;
    private final Clock clock;
    private final Path folder;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    EvidenceExport(
            MailingReport report,
            Corrections corrections,
            FrozenDispatches frozen,
            EvidenceStore store,
            EvidencePage page,
            EvidenceTables tables,
            AuditLog audit,
            Clock clock,
            Settings settings,
            PlatformTransactionManager transactions) {
        this.report = report;
        this.corrections = corrections;
        this.frozen = frozen;
        this.store = store;
        this.page = page;
        this.tables = tables;
        this.audit = audit;
        this.clock = clock;
        folder = settings.dataDir().resolve("exports");
        transaction = new TransactionTemplate(transactions);
        snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /**
     * A finished export.
     *
     * @param file the ZIP file; the caller deletes it
     * @param manifestSha256 hash of its manifest
     */
    public record ExportedEvidence(Path file, String manifestSha256) {}

    /**
     * Exports a mailing. Nothing is handed out if the audit log cannot record it.
     *
     * @throws RequestRefused if other exports are being made, or if nothing was submitted yet
     */
    public ExportedEvidence export(MailingId id, User by) {
        if (report.status(id).mailing().notice().isEmpty()) {
            throw new RequestRefused(id + " was not submitted yet, so there is nothing to export.");
        }
        if (!permits.tryAcquire()) {
            throw new RequestRefused("Other exports are being made. Try again in a minute.");
        }
        try {
            return make(id, by);
        } catch (IOException e) {
            throw new UncheckedIOException("The export of " + id + " could not be written to " + folder + ".", e);
        } finally {
            permits.release();
        }
    }

    private ExportedEvidence make(MailingId id, User by) throws IOException {
        PrivateFiles.directory(folder);
        Path file = folder.resolve(UUID.randomUUID() + ".zip");
        boolean recorded = false;
        try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(
                PrivateFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))) {
            String manifest = snapshot.execute(status -> write(id, out));
            transaction.executeWithoutResult(status ->
                    audit.record(by.address(), "export", id.toString(), Map.of("manifest", String.valueOf(manifest))));
            recorded = true;
            return new ExportedEvidence(file, String.valueOf(manifest));
        } finally {
            if (!recorded) Files.deleteIfExists(file);
        }
    }

    private String write(MailingId id, OutputStream out) {
        List<AuditEntry> rows = audit.entriesAbout(id.toString());
        EvidenceFacts facts = facts(id, rows);
        try (var archive = new EvidenceArchive(out, id.toString(), facts.exportedAt())) {
            archive.add("index.html", to -> page.write(facts, to));
            archive.add("mailing.json", to -> EvidenceJson.write(facts, to));
            for (ExportedVariant variant : facts.variants()) {
                String message = new String(variant.variant().template(), StandardCharsets.UTF_8);
                archive.add(variant.file(), to -> to.write(message));
            }
            for (DispatchKind kind : List.of(DispatchKind.NOTICE, DispatchKind.CORRECTION)) {
                Optional<DispatchId> dispatch = dispatch(facts.status().mailing(), kind);
                if (dispatch.isEmpty()) continue;
                String name = kind == DispatchKind.NOTICE ? "notice" : "correction";
                archive.add(name + "-recipients.csv", to -> tables.recipients(id, kind, to));
                archive.add(
                        name + "-attempts.csv",
                        to -> tables.attempts(
                                dispatch.get(), facts.status().mailing().people(), to));
            }
            archive.add(AuditExtract.FILE, to -> AuditExtract.write(rows, to));
            return archive.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EvidenceFacts facts(MailingId id, List<AuditEntry> rows) {
        MailingStatus status = report.status(id);
        Mailing mailing = status.mailing();
        Optional<Correction> correction = corrections.of(id);
        var variants = new ArrayList<ExportedVariant>();
        for (DispatchKind kind : List.of(DispatchKind.NOTICE, DispatchKind.CORRECTION)) {
            for (FrozenVariant one :
                    dispatch(mailing, kind).map(frozen::variants).orElse(List.of())) {
                String file = (kind == DispatchKind.NOTICE ? "notice/" : "correction/") + one.number() + "-"
                        + one.language().replaceAll("[^A-Za-z0-9-]", "") + ".eml";
                variants.add(new ExportedVariant(kind, file, one, VariantText.of(one, Map.of())));
            }
        }
        Optional<DispatchId> ordered = correction.flatMap(made -> mailing.correction());
        return new EvidenceFacts(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                status,
                correction,
                latest(rows, "submit"),
                rows.stream()
                        .filter(row -> row.action().equals("stop"))
                        .map(AuditEntry::at)
                        .findFirst(),
                mailing.notice().flatMap(store::accepted),
                ordered.flatMap(store::accepted),
                ordered.flatMap(to -> mailing.notice().flatMap(from -> store.timeInError(from, to))),
                variants);
    }

    private static Optional<Instant> latest(List<AuditEntry> rows, String action) {
        return rows.stream()
                .filter(row -> row.action().equals(action))
                .map(AuditEntry::at)
                .reduce((first, second) -> second);
    }

    private static Optional<DispatchId> dispatch(Mailing mailing, DispatchKind kind) {
        return kind == DispatchKind.NOTICE ? mailing.notice() : mailing.correction();
    }

    /** Deletes what a crash left. */
    @EventListener(ApplicationReadyEvent.class)
    void deleteLeftovers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
