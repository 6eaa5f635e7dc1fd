package org.belay.web;

import java.util.List;
import java.util.Locale;
import org.belay.access.SignedIn;
import org.belay.mailing.Mailing;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every mailing, the newest first; and the helm, which every page asks for. */
@Controller
class MailingsPage {
    private final GoingOut goingOut;

    MailingsPage(GoingOut goingOut) {
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
    String helm(@AuthenticationPrincipal SignedIn me, @RequestParam(defaultValue = "/") String page, Model model) {
        model.addAttribute("helm", goingOut.helm(me.user(), page));
        model.addAttribute("page", page);
        return "helm";
    }
}
