package org.belay.web.people;

import java.nio.charset.StandardCharsets;
import org.belay.access.SignedIn;
import org.belay.mailing.model.MailingId;
import org.belay.response.BounceReports;
import org.belay.response.StoredReport;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of a bounce report: the parsed fields, and the message as received. */
@Controller
class ReportPage {
    private final BounceReports reports;

    ReportPage(BounceReports reports) {
        this.reports = reports;
    }

    @GetMapping("/reports/{id}")
    String show(@PathVariable long id, @AuthenticationPrincipal SignedIn me, Model model) {
        StoredReport report = reports.get(id, me.user());
        model.addAttribute("report", report);
        report.about().ifPresent(about -> model.addAttribute("mailing", new MailingId(about.mailing())));
        model.addAttribute("arrived", new String(reports.message(report), StandardCharsets.UTF_8));
        return "report";
    }
}
