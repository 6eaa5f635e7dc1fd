package org.belay.web.people;

import java.util.List;
import org.belay.access.SignedIn;
import org.belay.mailing.model.MailingId;
import org.belay.platform.RequestRefused;
import org.belay.privacy.Erasures;
import org.belay.privacy.PersonExport;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Exports and erases the data of one person; for administrators. */
@Controller
@RequestMapping("/people")
class PrivacyActions {
    private final PersonExport export;
    private final Erasures erasures;

    PrivacyActions(PersonExport export, Erasures erasures) {
        this.export = export;
        this.erasures = erasures;
    }

    @PostMapping("/export")
    ResponseEntity<byte[]> export(@RequestParam String address, @AuthenticationPrincipal SignedIn me) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"person.zip\"")
                .body(export.export(address, me.user()));
    }

    @PostMapping("/erase/preview")
    String preview(@RequestParam String address, @AuthenticationPrincipal SignedIn me, Model model) {
        model.addAttribute("address", address.strip());
        model.addAttribute("found", erasures.preview(address, me.user()));
        return "person-erase";
    }

    /** After a refusal the page shows what is stored now. */
    @PostMapping("/erase")
    String erase(
            @RequestParam String address,
            @RequestParam(defaultValue = "") List<String> withoutCorrection,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes next) {
        try {
            erasures.erase(
                    address, withoutCorrection.stream().map(MailingId::parse).toList(), me.user());
        } catch (RequestRefused refused) {
            model.addAttribute("refusal", refused.getMessage());
            return preview(address, me, model);
        }
        next.addFlashAttribute("erased", true);
        return "redirect:/people";
    }
}
