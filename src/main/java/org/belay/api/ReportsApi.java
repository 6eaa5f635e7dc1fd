package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.belay.access.SignedIn;
import org.belay.api.problem.ServerBusy;
import org.belay.api.view.ReportView;
import org.belay.response.BounceReports;
import org.belay.response.ReportFinding;
import org.belay.response.ReportReader;
import org.belay.response.StoredReport;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bounce messages: handed in by a mail system, read by people. */
@RestController
@RequestMapping("/api/v1/reports")
class ReportsApi {
    private static final int MOST = 500;

    /**
     * Bytes that are read and dropped after the evaluated part, so that a client that is still writing gets the
     * response.
     */
    private static final long MOST_THROWN_AWAY = 256L * 1024 * 1024;

    /**
     * Reports read at the same time, also while one arrives slowly. A report takes processor time, 2 MiB and a
     * database connection, which sending needs too.
     */
    private static final int AT_ONCE = 4;

    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final BounceReports reports;

    ReportsApi(BounceReports reports) {
        this.reports = reports;
    }

    /** @param latest the latest reports that match no delivery */
    record ReportOverview(Map<ReportFinding, Long> counts, List<Map<String, Object>> latest) {}

    /**
     * The body is the message as it arrived. A response means that it is recorded; without a response it may be
     * handed in again.
     */
    @PostMapping(consumes = "message/rfc822")
    ReportView.TakenReport take(HttpServletRequest message) throws IOException {
        try (InputStream in = message.getInputStream()) {
            if (!permits.tryAcquire()) {
                in.skip(MOST_THROWN_AWAY);
                throw new ServerBusy(
                        "Belay reads " + AT_ONCE + " reports at the same time and is busy. This one was not"
                                + " accepted. Hand it in again in a few seconds.");
            }
            ReportView.TakenReport taken;
            try {
                taken = ReportView.of(reports.receive(in.readNBytes(ReportReader.MOST_BYTES)));
            } finally {
                permits.release();
            }
            in.skip(MOST_THROWN_AWAY);
            return taken;
        }
    }

    @GetMapping
    ReportOverview list(@RequestParam(defaultValue = "50") int limit) {
        return new ReportOverview(
                reports.counts(),
                reports.unmatched(Math.max(1, Math.min(limit, MOST))).stream()
                        .map(ReportView::of)
                        .toList());
    }

    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        StoredReport report = reports.get(id, me.user());
        return ReportView.of(report, reports.message(report));
    }
}
