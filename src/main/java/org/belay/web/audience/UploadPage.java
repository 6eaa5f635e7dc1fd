package org.belay.web.audience;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.audience.file.ColumnChoice;
import org.belay.audience.file.ColumnSample;
import org.belay.audience.table.FileKind;
import org.belay.audience.upload.Upload;
import org.belay.audience.upload.Uploads;
import org.belay.platform.RequestRefused;
import org.belay.web.front.UploadedFile;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The first steps of an import: the upload of a file, or a typed list, and the meaning of its columns. */
@Controller
@RequestMapping("/audiences")
class UploadPage {
    /** Meanings that the page offers, besides the header itself and none. */
    private static final List<String> MEANINGS =
            List.of("email", "name", "givenName", "familyName", "language", "country", "department", "timezone");

    private static final String OWN = "own";

    private final Uploads uploads;

    UploadPage(Uploads uploads) {
        this.uploads = uploads;
    }

    @GetMapping("/new")
    String form(@RequestParam(defaultValue = "") String audience, Model model) {
        if (!model.containsAttribute("audience")) model.addAttribute("audience", audience);
        return "audience-upload";
    }

    /** After a refusal the form keeps what was typed. */
    @PostMapping("/uploads")
    String upload(
            @RequestParam(defaultValue = "") String audience,
            @RequestParam(defaultValue = "") String typed,
            HttpServletRequest request,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next)
            throws IOException {
        try {
            return "redirect:/audiences/uploads/" + add(audience, typed, UploadedFile.of(request), me.user());
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            next.addFlashAttribute("audience", audience);
            next.addFlashAttribute("typed", typed);
            return "redirect:/audiences/new";
        }
    }

    private UUID add(String audience, String typed, Optional<UploadedFile> file, User by) throws IOException {
        if (file.isPresent() && !typed.isBlank()) {
            throw new RequestRefused("There is a file and a typed list. Nothing was imported. Choose one of them.");
        }
        if (file.isEmpty() && typed.isBlank()) {
            throw new RequestRefused("There is no file. Nothing was imported. Choose a file, or type the addresses.");
        }
        String name =
                audience.isBlank() ? file.map(one -> withoutEnding(one.name())).orElse("") : audience;
        if (file.isEmpty()) {
            var text = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
            return uploads.add(name, "typed list", FileKind.TYPED_LIST, text, by);
        }
        try (InputStream content = Files.newInputStream(file.get().path())) {
            return uploads.add(name, file.get().name(), FileKind.TABLE, content, by);
        }
    }

    private static String withoutEnding(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    /** The columns of the upload; a typed list has the ones that it needs. */
    @GetMapping("/uploads/{id}")
    String columns(@PathVariable String id, @AuthenticationPrincipal SignedIn me, Model model) {
        Upload upload = uploads.get(UploadIds.of(id), me.user());
        String at = "redirect:/audiences/uploads/" + upload.id();
        switch (upload.state()) {
            case IMPORTING, DONE -> {
                return at + "/import";
            }
            case WAITING, REFUSED -> {
                if (upload.kind() == FileKind.TYPED_LIST) return at + "/preview";
            }
        }
        model.addAttribute("upload", upload);
        model.addAttribute("columns", uploads.columns(upload));
        model.addAttribute("meanings", MEANINGS);
        return "audience-columns";
    }

    @PostMapping("/uploads/{id}/columns")
    String choose(@PathVariable String id, HttpServletRequest request, @AuthenticationPrincipal SignedIn me) {
        Upload upload = uploads.get(UploadIds.of(id), me.user());
        var chosen = new LinkedHashMap<String, String>();
        for (ColumnSample column : uploads.columns(upload)) {
            String meaning = Optional.ofNullable(request.getParameter("c" + column.column()))
                    .orElse(OWN);
            boolean known = MEANINGS.contains(meaning) || meaning.equals(ColumnChoice.LEFT_OUT);
            chosen.put(column.name(), known ? meaning : column.name());
        }
        uploads.choose(upload, chosen);
        return "redirect:/audiences/uploads/" + upload.id() + "/preview";
    }

    @PostMapping("/uploads/{id}/discard")
    String discard(@PathVariable String id, @AuthenticationPrincipal SignedIn me) {
        uploads.delete(UploadIds.of(id), me.user());
        return "redirect:/audiences";
    }
}
