package org.belay.web.mailing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.belay.access.SignedIn;
import org.belay.evidence.EvidenceExport;
import org.belay.mailing.model.MailingId;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The button that downloads the evidence of a mailing. */
@Controller
class EvidenceDownload {
    private final EvidenceExport export;

    EvidenceDownload(EvidenceExport export) {
        this.export = export;
    }

    @PostMapping("/mailings/{id}/export")
    void export(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me, HttpServletResponse response)
            throws IOException {
        EvidenceExport.ExportedEvidence made = export.export(id, me.user());
        try {
            response.setContentType("application/zip");
            response.setContentLengthLong(Files.size(made.file()));
            response.setHeader("Content-Disposition", "attachment; filename=\"" + id + ".zip\"");
            Files.copy(made.file(), response.getOutputStream());
        } finally {
            Files.deleteIfExists(made.file());
        }
    }
}
