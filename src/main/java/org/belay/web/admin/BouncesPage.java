package org.belay.web.admin;

import java.util.List;
import org.belay.platform.RequestRefused;
import org.belay.response.BounceReports;
import org.belay.response.mailbox.BounceMailboxes;
import org.belay.response.mailbox.MailboxKind;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where bounces are read from, what was found in them, and messages that match no delivery; for administrators. */
@Controller
@RequestMapping("/reports")
class BouncesPage {
    private static final int DOMAINS = 20;
    private static final int LATEST = 50;

    private final BounceMailboxes mailboxes;
    private final BounceReports reports;

    BouncesPage(BounceMailboxes mailboxes, BounceReports reports) {
        this.mailboxes = mailboxes;
        this.reports = reports;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("mailboxes", mailboxes.states());
        model.addAttribute("counts", reports.counts().entrySet());
        model.addAttribute("domains", reports.domains(DOMAINS));
        model.addAttribute("unmatched", reports.unmatched(LATEST));
        return "bounces";
    }

    /** Shows the result on the answer itself: testing again needs another press of the button. */
    @PostMapping("/mailboxes/{kind}/test")
    String test(@PathVariable MailboxKind kind, Model model) {
        model.addAttribute("tested", kind);
        try {
            model.addAttribute("steps", mailboxes.test(kind));
        } catch (RequestRefused refused) {
            model.addAttribute("steps", List.of());
            model.addAttribute("refusal", refused.getMessage());
        }
        return show(model);
    }
}
