package org.belay.web.audience;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.BadRowPolicy;
import org.belay.audience.ImportPreview;
import org.belay.audience.file.ColumnSample;
import org.belay.audience.file.DisabledAccountPolicy;
import org.belay.audience.table.FileKind;
import org.belay.audience.upload.Upload;
import org.belay.audience.upload.UploadImports;
import org.belay.audience.upload.UploadState;
import org.belay.audience.upload.Uploads;
import org.belay.platform.RequestRefused;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The last steps of an import: what it would do, and its progress. */
@Controller
@RequestMapping("/audiences/uploads/{id}")
class ImportPage {
    /** A short import is over when its page comes. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Uploads uploads;
    private final UploadImports imports;
    private final Audiences audiences;

    ImportPage(Uploads uploads, UploadImports imports, Audiences audiences) {
        this.uploads = uploads;
        this.imports = imports;
        this.audiences = audiences;
    }

    /** A file that cannot be read with the chosen columns leads back to them. */
    @GetMapping("/preview")
    String preview(
            @PathVariable String id,
            @RequestParam("disabled") Optional<DisabledAccountPolicy> chosen,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes back) {
        Upload upload = uploads.get(UploadIds.of(id), me.user());
        if (isOver(upload)) return "redirect:/audiences/uploads/" + upload.id() + "/import";
        DisabledAccountPolicy disabled = chosen.orElse(upload.disabled());
        try {
            ImportPreview preview = uploads.preview(upload, disabled);
            List<ColumnSample> columns = uploads.columns(upload);
            model.addAttribute("upload", upload);
            model.addAttribute("typed", upload.kind() == FileKind.TYPED_LIST);
            model.addAttribute("preview", preview);
            model.addAttribute("leaveOut", disabled == DisabledAccountPolicy.LEAVE_OUT);
            model.addAttribute("bad", BadRowTable.of(preview.findings().badRows(), columns));
            model.addAttribute("counts", CountBars.of(preview.counts()));
            if (upload.state() == UploadState.REFUSED && !model.containsAttribute("refusal")) {
                model.addAttribute("refusal", upload.message());
            }
            return "audience-preview";
        } catch (RequestRefused refused) {
            back.addFlashAttribute("refusal", refused.getMessage());
            if (upload.kind() == FileKind.TYPED_LIST) {
                back.addFlashAttribute("audience", upload.audience());
                return "redirect:/audiences/new";
            }
            return "redirect:/audiences/uploads/" + upload.id();
        }
    }

    /** Without a choice, as from the page of an interrupted import, the choices of the last begin apply. */
    @PostMapping("/import")
    String begin(
            @PathVariable String id,
            @RequestParam Optional<DisabledAccountPolicy> disabled,
            @RequestParam Optional<BadRowPolicy> badRows,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes back) {
        Upload upload = uploads.get(UploadIds.of(id), me.user());
        try {
            imports.begin(
                    upload, badRows.orElse(upload.badRows()), disabled.orElse(upload.disabled()), me.user(), MOMENT);
        } catch (RequestRefused refused) {
            back.addFlashAttribute("refusal", refused.getMessage());
        }
        return "redirect:/audiences/uploads/" + upload.id() + "/import";
    }

    /** The progress; a finished import leads to its audience, and one that was refused to the preview. */
    @GetMapping("/import")
    Object progress(
            @PathVariable String id,
            @AuthenticationPrincipal SignedIn me,
            HttpServletRequest request,
            Model model,
            RedirectAttributes next) {
        Upload upload = uploads.get(UploadIds.of(id), me.user());
        if (upload.state() == UploadState.IMPORTING) {
            model.addAttribute("upload", upload);
            return "audience-progress";
        }
        if (request.getHeader("HX-Request") != null) {
            return ResponseEntity.noContent()
                    .header("HX-Redirect", request.getRequestURI())
                    .build();
        }
        if (upload.state() != UploadState.DONE) return "redirect:/audiences/uploads/" + upload.id() + "/preview";
        next.addFlashAttribute("imported", upload.message().lines().findFirst().orElse(""));
        return "redirect:/audiences"
                + audiences
                        .byName(upload.audience())
                        .map(Audience::id)
                        .map(of -> "/" + of)
                        .orElse("");
    }

    private static boolean isOver(Upload upload) {
        return upload.state() == UploadState.DONE || upload.state() == UploadState.IMPORTING;
    }
}
