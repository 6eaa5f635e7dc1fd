package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.BadRow;
import org.belay.audience.BadRows;
import org.belay.audience.ImportReport;
import org.belay.audience.RowsRefused;
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

    record Source(long id, String name, long people, String file, List<String> attributes, Instant importedAt) {
        static Source of(Audience audience) {
            return new Source(
                    audience.id().value(),
                    audience.name(),
                    audience.people(),
                    audience.fileName(),
                    audience.attributes(),
                    audience.importedAt());
        }
    }

    record Sources(List<Source> audiences) {}

    record Row(long line, String column, String value, String message) {
        static Row of(BadRow row) {
            return new Row(row.line(), row.column(), row.value(), row.reason());
        }
    }

    /**
     * @param badRows the rows that were left out, at most 1,000
     * @param bad the number of all bad rows
     */
    record Imported(long id, String name, long people, long bad, long duplicates, List<Row> badRows, String message) {
        static Imported of(ImportReport report) {
            return new Imported(
                    report.audience().id().value(),
                    report.audience().name(),
                    report.imported(),
                    report.bad(),
                    report.duplicates(),
                    report.badRows().stream().map(Row::of).toList(),
                    report.message());
        }
    }

    @GetMapping
    Sources list() {
        return new Sources(audiences.list().stream().map(Source::of).toList());
    }

    /** @param file name of the file, for messages */
    @PostMapping(consumes = "text/csv")
    @ResponseStatus(HttpStatus.CREATED)
    Imported bringIn(
            @RequestParam String name,
            @RequestParam(defaultValue = "the file") String file,
            @RequestParam(defaultValue = "REFUSE") BadRows badRows,
            HttpServletRequest csv,
            @AuthenticationPrincipal SignedIn me)
            throws IOException {
        try {
            return Imported.of(audiences.importCsv(name, file, csv.getInputStream(), badRows, me.user()));
        } catch (RowsRefused refused) {
            var rows = refused.findings().badRows().stream().map(Row::of).toList();
            throw new Unreadable(
                    refused.getMessage(),
                    Map.of("badRows", rows, "bad", refused.findings().bad()));
        }
    }
}
