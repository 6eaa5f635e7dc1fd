package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.BadRowPolicy;
import org.belay.audience.BadRowsRefused;
import org.belay.audience.ImportReport;
import org.belay.audience.csv.BadRow;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Audiences. A CSV file is the request body itself and is read as a stream, so its size does not matter. */
@RestController
@RequestMapping("/api/v1/audiences")
class AudiencesApi {
    private final Audiences audiences;

    AudiencesApi(Audiences audiences) {
        this.audiences = audiences;
    }

    record AudienceRow(long id, String name, long people, String file, List<String> attributes, Instant importedAt) {
        static AudienceRow of(Audience audience) {
            return new AudienceRow(
                    audience.id().value(),
                    audience.name(),
                    audience.people(),
                    audience.fileName(),
                    audience.attributes(),
                    audience.importedAt());
        }
    }

    record AudienceList(List<AudienceRow> audiences) {}

    record RefusedRow(long line, String column, String value, String message) {
        static RefusedRow of(BadRow row) {
            return new RefusedRow(row.line(), row.column(), row.value(), row.reason());
        }
    }

    /**
     * @param badRows the rows that were left out, at most 1,000
     * @param bad the number of all bad rows
     */
    record ImportResult(
            long id, String name, long people, long bad, long duplicates, List<RefusedRow> badRows, String message) {
        static ImportResult of(ImportReport report) {
            return new ImportResult(
                    report.audience().id().value(),
                    report.audience().name(),
                    report.imported(),
                    report.bad(),
                    report.duplicates(),
                    report.badRows().stream().map(RefusedRow::of).toList(),
                    report.message());
        }
    }

    @GetMapping
    AudienceList list() {
        return new AudienceList(audiences.list().stream().map(AudienceRow::of).toList());
    }

    /** @param file name of the file, for messages */
    @PostMapping(consumes = "text/csv")
    @ResponseStatus(HttpStatus.CREATED)
    ImportResult importCsv(
            @RequestParam String name,
            @RequestParam(defaultValue = "the file") String file,
            @RequestParam(defaultValue = "REFUSE") BadRowPolicy badRows,
            HttpServletRequest csv,
            @AuthenticationPrincipal SignedIn me)
            throws IOException {
        try {
            return ImportResult.of(audiences.importCsv(name, file, csv.getInputStream(), badRows, me.user()));
        } catch (BadRowsRefused refused) {
            var rows = refused.findings().badRows().stream().map(RefusedRow::of).toList();
            throw new UnusableRequest(
                    refused.getMessage(),
                    Map.of("badRows", rows, "bad", refused.findings().bad()));
        }
    }
}
