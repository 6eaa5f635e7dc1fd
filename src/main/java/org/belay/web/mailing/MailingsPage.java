package org.belay.web.mailing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.belay.access.SignedIn;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.web.sending.ActiveMailings;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of mailings, newest first, and the sending bar that every page loads. */
@Controller
class MailingsPage {
    private static final int MOST_ROWS = 50;

    private final ActiveMailings goingOut;

    MailingsPage(ActiveMailings goingOut) {
        this.goingOut = goingOut;
    }

    @GetMapping("/mailings")
    String list(@RequestParam(defaultValue = "") String state, Model model) {
        List<Mailing> all = goingOut.all();
        model.addAttribute("all", all);
        model.addAttribute("chosen", state);
        model.addAttribute(
                "mailings",
                all.stream()
                        .filter(m -> state.isEmpty() || m.state().name().equals(state.toUpperCase(Locale.ROOT)))
                        .toList());
        return "mailings";
    }

    @GetMapping("/helm")
    String helm(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(defaultValue = "/") String page,
            @RequestParam(defaultValue = "") String shown,
            Model model) {
        model.addAttribute("helm", goingOut.bar(me.user(), page, ids(shown)));
        model.addAttribute("page", page);
        return "helm";
    }

    /** The mailings that a page shows in its bar. */
    static List<MailingId> ids(String shown) {
        return Arrays.stream(shown.split(","))
                .filter(id -> id.matches("M-\\d{1,18}"))
                .limit(MOST_ROWS)
                .map(MailingId::parse)
                .toList();
    }
}
