package org.belay.api.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.audit.AuditQuery;
import org.belay.audit.AuditSearch;
import org.belay.audit.AuditVerification;
import org.belay.evidence.siem.AuditForwarding;
import org.belay.evidence.siem.ForwardState;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log; for auditors and administrators. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditApi {
    private static final int MOST = 500;

    private final AuditLog audit;
    private final AuditSearch search;
    private final AuditForwarding forwarding;

    AuditApi(AuditLog audit, AuditSearch search, AuditForwarding forwarding) {
        this.forwarding = forwarding;
        this.audit = audit;
        this.search = search;
    }

    record AuditRow(
            long seq,
            Instant at,
            String actor,
            String action,
            String subject,
            Map<String, String> detail,
            String hash) {
        static AuditRow of(AuditEntry entry) {
            return new AuditRow(
                    entry.seq(),
                    entry.at(),
                    entry.actor(),
                    entry.action(),
                    entry.subject(),
                    entry.detail(),
                    entry.hash());
        }
    }

    /** @param next the cursor of the next page; empty on the last page */
    record AuditRows(List<AuditRow> entries, Optional<Long> next) {}

    record VerificationResult(boolean ok, long rows, OptionalLong firstBroken, long anchoredTo, String message) {
        static VerificationResult of(AuditVerification found) {
            return new VerificationResult(
                    found.ok(), found.rows(), found.firstBroken(), found.anchoredTo(), found.message());
        }
    }

    /**
     * Newest first; the parameters but {@code cursor} and {@code limit} are those of {@link AuditQuery}. A page may be empty and have a next
     * one, because one request searches a bounded part of the log.
     */
    @GetMapping
    AuditRows list(
            @RequestParam Optional<Long> cursor,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String q,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to) {
        var found = search.find(
                new AuditQuery(
                        actor.strip(),
                        action.strip(),
                        subject.strip(),
                        q.strip(),
                        from.map(AuditApi::time),
                        to.map(AuditApi::time),
                        cursor.orElse(Long.MAX_VALUE)),
                Math.max(1, Math.min(limit, MOST)));
        return new AuditRows(
                found.rows().stream().map(AuditRow::of).toList(),
                found.next().isPresent() ? Optional.of(found.next().getAsLong()) : Optional.empty());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new UnusableRequest(
                    "\"" + text + "\" is not a time such as 2026-12-01T08:00:00Z. Nothing was searched.");
        }
    }

    record ForwardingView(List<ForwardState> targets) {}

    /** How far the places outside have the log. */
    @GetMapping("/forwarding")
    ForwardingView forwarding() {
        return new ForwardingView(forwarding.states());
    }

    /** Verifies the whole log. Also available as POST, because it is expensive and a cache must not answer it. */
    @RequestMapping(
            path = "/verify",
            method = {RequestMethod.GET, RequestMethod.POST})
    VerificationResult verify() {
        return VerificationResult.of(audit.verify());
    }

    /** Verifies against an anchor that was kept elsewhere: lines with the number and the hash of a row. */
    @PostMapping(path = "/verify", consumes = MediaType.TEXT_PLAIN_VALUE)
    VerificationResult verify(HttpServletRequest anchor) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(anchor.getInputStream(), StandardCharsets.ISO_8859_1));
        return VerificationResult.of(audit.verify(reader.lines()));
    }

    record AnchorLine(Optional<String> anchor) {}

    /** Number and hash of the newest row, to be kept elsewhere. */
    @GetMapping("/anchor")
    AnchorLine anchor() {
        return new AnchorLine(audit.anchorLine());
    }

    /** Starts a new anchor on this node; the audit log records who did it. */
    @PostMapping("/anchor")
    AnchorLine begin(@AuthenticationPrincipal SignedIn me) {
        audit.beginAnchor(me.getName());
        return anchor();
    }
}
