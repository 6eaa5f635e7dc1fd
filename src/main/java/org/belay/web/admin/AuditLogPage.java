package org.belay.web.admin;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.belay.access.SignedIn;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.audit.AuditSearch;
import org.belay.audit.AuditSearchResult;
import org.belay.platform.csv.SpreadsheetCsv;
import org.belay.web.format.Formats;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The audit log, for auditors and administrators. */
@Controller
@RequestMapping("/audit")
class AuditLogPage {
    private static final int SIZE = 100;

    private final AuditLog audit;
    private final AuditSearch search;
    private final TransactionTemplate transaction;
    private final Formats say;

    AuditLogPage(AuditLog audit, AuditSearch search, TransactionTemplate transaction, Formats say) {
        this.audit = audit;
        this.search = search;
        this.transaction = transaction;
        this.say = say;
    }

    @GetMapping
    String list(@ModelAttribute("filter") AuditFilter filter, Model model) {
        AuditSearchResult page = search.find(filter.query(say.zone()), SIZE);
        model.addAttribute("rows", page.rows());
        model.addAttribute("actions", search.actions());
        page.next().ifPresent(next -> model.addAttribute("older", filter.link(next)));
        return "audit";
    }

    @PostMapping("/verify")
    String verify(RedirectAttributes next) {
        var found = audit.verify();
        next.addFlashAttribute("verified", found.ok());
        next.addFlashAttribute("verification", found.message());
        return "redirect:/audit";
    }

    /** The rows that the page shows. The export is recorded before it is answered. */
    @PostMapping("/export")
    ResponseEntity<byte[]> export(@ModelAttribute AuditFilter filter, @AuthenticationPrincipal SignedIn me) {
        List<AuditEntry> rows = search.find(filter.query(say.zone()), SIZE).rows();
        String numbers = rows.isEmpty()
                ? "none"
                : rows.get(rows.size() - 1).seq() + " to " + rows.get(0).seq();
        transaction.executeWithoutResult(status -> audit.record(
                me.user().address(),
                "audit-export",
                "audit",
                Map.of("rows", Integer.toString(rows.size()), "numbers", numbers, "filter", filter.inWords())));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"belay-audit.csv\"")
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(csv(rows).getBytes(StandardCharsets.UTF_8));
    }

    private static String csv(List<AuditEntry> rows) {
        var text = new StringWriter();
        try (var csv = new SpreadsheetCsv(text, "row", "at", "actor", "action", "subject", "detail", "hash")) {
            for (AuditEntry row : rows) {
                csv.row(List.of(
                        Long.toString(row.seq()),
                        row.at().toString(),
                        row.actor(),
                        row.action(),
                        row.subject(),
                        row.detail().entrySet().stream()
                                .map(one -> one.getKey() + ": " + one.getValue())
                                .collect(Collectors.joining("; ")),
                        row.hash()));
            }
        }
        return text.toString();
    }
}
