package org.belay.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.belay.access.SignedIn;
import org.belay.evidence.EvidenceExport;
import org.belay.mailing.model.MailingId;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The evidence of a mailing as a ZIP file; for auditors and administrators. A POST, because each export is recorded. */
@RestController
class EvidenceApi {
    private final EvidenceExport export;

    EvidenceApi(EvidenceExport export) {
        this.export = export;
    }

    /** The header {@code Belay-Manifest} has the SHA-256 of the manifest. */
    @PostMapping("/api/v1/mailings/{id}/export")
    void export(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me, HttpServletResponse response)
            throws IOException {
        EvidenceExport.ExportedEvidence made = export.export(id, me.user());
        try {
            response.setContentType("application/zip");
            response.setContentLengthLong(Files.size(made.file()));
            response.setHeader("Belay-Manifest", made.manifestSha256());
            response.setHeader("Content-Disposition", "attachment; filename=\"" + id + ".zip\"");
            Files.copy(made.file(), response.getOutputStream());
        } finally {
            Files.deleteIfExists(made.file());
        }
    }
}
