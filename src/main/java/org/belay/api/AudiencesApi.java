package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.audience.Audience;
import org.belay.audience.AudienceId;
import org.belay.audience.AudienceImports;
import org.belay.audience.Audiences;
import org.belay.audience.BadRowPolicy;
import org.belay.audience.BadRowsRefused;
import org.belay.audience.ImportPreview;
import org.belay.audience.ImportReport;
import org.belay.audience.ValueCount;
import org.belay.audience.file.BadRow;
import org.belay.audience.file.ColumnChoice;
import org.belay.audience.file.DisabledAccountPolicy;
import org.belay.audience.file.PeopleFile;
import org.belay.audience.mark.AllStaffMark;
import org.belay.audience.mark.AllStaffMarks;
import org.belay.audience.person.Person;
import org.belay.audience.table.FileKind;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Audiences. A file is the request body itself; the body's type is that of a file, or {@code text/plain} for a typed list. Its content tells
 * which kind of file it is. CSV is read as a stream, so its size does not matter.
 */
@RestController
@RequestMapping("/api/v1/audiences")
class AudiencesApi {
    private static final String CSV = "text/csv";
    private static final String TYPED = "text/plain";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";
    private static final String BYTES = "application/octet-stream";

    private final Audiences audiences;
    private final AudienceImports imports;
    private final AllStaffMarks marks;

    AudiencesApi(Audiences audiences, AudienceImports imports, AllStaffMarks marks) {
        this.marks = marks;
        this.audiences = audiences;
        this.imports = imports;
    }

    record AudienceRow(
            long id,
            String name,
            long people,
            String file,
            List<String> attributes,
            Instant importedAt,
            boolean allStaff) {
        static AudienceRow of(Audience audience, Set<AudienceId> marked) {
            return new AudienceRow(
                    audience.id().value(),
                    audience.name(),
                    audience.people(),
                    audience.fileName(),
                    audience.attributes(),
                    audience.importedAt(),
                    marked.contains(audience.id()));
        }
    }

    record AudienceList(List<AudienceRow> audiences) {}

    record RefusedRow(long line, String place, String column, String value, String message) {
        static RefusedRow of(BadRow row) {
            return new RefusedRow(row.line(), row.place(), row.column(), row.value(), row.reason());
        }
    }

    /**
     * @param added number of people who were not in the audience before
     * @param badRows the rows that were left out, at most 1,000
     * @param bad the number of all bad rows
     */
    record ImportResult(
            long id,
            String name,
            long people,
            long added,
            long removed,
            long bad,
            long duplicates,
            List<RefusedRow> badRows,
            String message) {
        static ImportResult of(ImportReport report) {
            return new ImportResult(
                    report.audience().id().value(),
                    report.audience().name(),
                    report.imported(),
                    report.change().added(),
                    report.change().removed(),
                    report.bad(),
                    report.duplicates(),
                    report.badRows().stream().map(RefusedRow::of).toList(),
                    report.message());
        }
    }

    /**
     * @param counts number of people by value, by attribute
     * @param sample ten people at random
     * @param replaces number of people that the audience has now; 0 if it is new
     */
    record PreviewView(
            long people,
            long replaces,
            long added,
            long removed,
            long bad,
            long disabled,
            Map<String, String> columns,
            Map<String, List<ValueCount>> counts,
            List<SampledPerson> sample,
            List<RefusedRow> badRows,
            String message) {
        static PreviewView of(ImportPreview preview) {
            var findings = preview.findings();
            return new PreviewView(
                    findings.good(),
                    preview.replaced().map(Audience::people).orElse(0L),
                    preview.change().added(),
                    preview.change().removed(),
                    findings.bad(),
                    findings.disabled(),
                    findings.columns(),
                    preview.counts(),
                    preview.sample().stream().map(SampledPerson::of).toList(),
                    findings.badRows().stream().map(RefusedRow::of).toList(),
                    findings.message());
        }
    }

    record SampledPerson(String address, String name, Map<String, String> attributes) {
        static SampledPerson of(Person person) {
            return new SampledPerson(person.address().text(), person.name(), person.attributes());
        }
    }

    @GetMapping
    AudienceList list() {
        Set<AudienceId> marked = marks.marked();
        return new AudienceList(audiences.list().stream()
                .map(audience -> AudienceRow.of(audience, marked))
                .toList());
    }

    record MarkBody(boolean allStaff) {}

    /** Marks an audience as ALL-STAFF, or removes the mark. */
    @PostMapping("/{id}/all-staff")
    AudienceRow mark(@PathVariable long id, @RequestBody MarkBody body, @AuthenticationPrincipal SignedIn me) {
        Audience audience = audiences.get(new AudienceId(id));
        marks.set(audience, body.allStaff() ? AllStaffMark.ALL_STAFF : AllStaffMark.NONE, me.user());
        return AudienceRow.of(audience, marks.marked());
    }

    /** @param file name of the file, for messages */
    @PostMapping(consumes = {CSV, TYPED, XLSX, ODS, BYTES})
    @ResponseStatus(HttpStatus.CREATED)
    ImportResult importFile(
            @RequestParam String name,
            @RequestParam(defaultValue = "REFUSE") BadRowPolicy badRows,
            HttpServletRequest request,
            @AuthenticationPrincipal SignedIn me)
            throws IOException {
        try {
            return ImportResult.of(imports.importFile(name, file(request), badRows, me.user()));
        } catch (BadRowsRefused refused) {
            var rows = refused.findings().badRows().stream().map(RefusedRow::of).toList();
            throw new UnusableRequest(
                    refused.getMessage(),
                    Map.of("badRows", rows, "bad", refused.findings().bad()));
        }
    }

    /** What an import would do; changes nothing. */
    @PostMapping(
            path = "/preview",
            consumes = {CSV, TYPED, XLSX, ODS, BYTES})
    PreviewView preview(@RequestParam(defaultValue = "preview") String name, HttpServletRequest request)
            throws IOException {
        return PreviewView.of(imports.preview(name, file(request)));
    }

    /** The body, and the parameters that say how to read it: {@code file}, {@code column} and {@code disabled}. */
    private static PeopleFile file(HttpServletRequest request) throws IOException {
        String name = Optional.ofNullable(request.getParameter("file")).orElse("the file");
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        String[] columns =
                Optional.ofNullable(request.getParameterValues("column")).orElseGet(() -> new String[0]);
        return PeopleFile.of(name, request.getInputStream())
                .kind(type.startsWith(TYPED) ? FileKind.TYPED_LIST : FileKind.TABLE)
                .columns(ColumnChoice.of(List.of(columns)))
                .disabled(disabled(
                        Optional.ofNullable(request.getParameter("disabled")).orElse("KEEP")));
    }

    private static DisabledAccountPolicy disabled(String policy) {
        try {
            return DisabledAccountPolicy.valueOf(policy);
        } catch (IllegalArgumentException e) {
            throw new UnusableRequest("\"disabled\" is KEEP or LEAVE_OUT. Nothing was imported.");
        }
    }
}
