package org.belay.audience.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.belay.access.User;
import org.belay.audience.AudienceImports;
import org.belay.audience.BadRowPolicy;
import org.belay.audience.ImportReport;
import org.belay.audience.file.DisabledAccountPolicy;
import org.belay.platform.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Imports uploads in the background: few at a time, since each holds a connection of the pool. */
@Component
public class UploadImports implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(UploadImports.class);
    private static final int AT_ONCE = 2;
    private static final int WAITING = 20;

    private final Uploads uploads;
    private final UploadStore store;
    private final AudienceImports imports;
    private final ThreadPoolExecutor workers =
            new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING));
    private final ScheduledExecutorService reporter = Executors.newSingleThreadScheduledExecutor();

    UploadImports(Uploads uploads, UploadStore store, AudienceImports imports) {
        this.uploads = uploads;
        this.store = store;
        this.imports = imports;
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins an import and waits a moment, so that a short one is over when this returns.
     *
     * @throws RequestRefused if it is being imported already, or many others wait
     */
    public void begin(Upload upload, BadRowPolicy badRows, DisabledAccountPolicy disabled, User by, Duration moment) {
        if (!store.begin(upload.id(), badRows, disabled, Uploads.SILENCE)) {
            throw new RequestRefused(
                    "This upload is already being imported, or was imported before. Open its audience to see the result.");
        }
        await(submit(upload, badRows, disabled, by), moment);
    }

    /** An import that waits reports its progress too, so that it does not look interrupted. */
    private Future<?> submit(Upload upload, BadRowPolicy badRows, DisabledAccountPolicy disabled, User by) {
        var rows = new AtomicLong();
        Future<?> reports = reporter.scheduleWithFixedDelay(() -> report(upload, rows.get()), 1, 1, TimeUnit.SECONDS);
        try {
            return workers.submit(() -> run(upload, badRows, disabled, by, rows, reports));
        } catch (RejectedExecutionException full) {
            reports.cancel(false);
            String why = "Many other imports are waiting. Nothing was imported. Try again in some minutes.";
            store.end(upload.id(), UploadState.REFUSED, why);
            throw new RequestRefused(why);
        }
    }

    private static void await(Future<?> work, Duration moment) {
        try {
            work.get(moment.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException goesOn) {
            // the page shows its progress
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an import catches everything", e);
        }
    }

    private void run(
            Upload upload,
            BadRowPolicy badRows,
            DisabledAccountPolicy disabled,
            User by,
            AtomicLong rows,
            Future<?> reports) {
        try {
            ImportReport report = imported(upload, badRows, disabled, by, rows);
            store.end(upload.id(), UploadState.DONE, report.message());
            store.deleteParts(upload.id());
        } catch (RequestRefused refused) {
            store.end(upload.id(), UploadState.REFUSED, refused.getMessage());
        } catch (IOException | RuntimeException e) {
            log.error("The import of an upload failed", e);
            store.end(
                    upload.id(),
                    UploadState.REFUSED,
                    "Belay or its database failed during the import. Nothing was imported. Try again.");
        } finally {
            reports.cancel(false);
        }
    }

    private ImportReport imported(
            Upload upload, BadRowPolicy badRows, DisabledAccountPolicy disabled, User by, AtomicLong rows)
            throws IOException {
        Path copy = uploads.copy(upload);
        try (InputStream content = Files.newInputStream(copy)) {
            return imports.importFile(
                    upload.audience(),
                    Uploads.file(upload, content, disabled),
                    badRows,
                    by,
                    person -> rows.incrementAndGet());
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** A lost report is followed by the next one. */
    private void report(Upload upload, long rows) {
        try {
            store.progress(upload.id(), rows);
        } catch (RuntimeException e) {
            log.warn("The progress of an import was not recorded: {}", e.getMessage());
        }
    }

    @Override
    public void destroy() {
        workers.shutdownNow();
        reporter.shutdownNow();
    }
}
