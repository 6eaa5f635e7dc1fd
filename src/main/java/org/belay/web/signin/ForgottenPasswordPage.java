package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.belay.access.OneTimeLinks;
import org.belay.delivery.relay.AccountMail;
import org.belay.platform.Settings;
import org.belay.web.text.Messages;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Mails a link for a new password. The answer is the same whether or not there is such an account. */
@Controller
class ForgottenPasswordPage {
    private final OneTimeLinks links;
    private final AccountMail mail;
    private final Settings settings;
    private final Messages messages;

    ForgottenPasswordPage(OneTimeLinks links, AccountMail mail, Settings settings, Messages messages) {
        this.links = links;
        this.mail = mail;
        this.settings = settings;
        this.messages = messages;
    }

    @GetMapping("/sign-in/forgotten")
    String ask(Model model) {
        model.addAttribute("possible", mail.isPossible());
        return "forgotten";
    }

    @PostMapping("/sign-in/forgotten")
    String send(@RequestParam String address, Model model, HttpServletRequest request) {
        if (mail.isPossible()) {
            String from = request.getRemoteAddr();
            mail.send(() -> links.createMailedLink(address, from)
                    .map(link -> new AccountMail.AccountText(
                            link.owner().address(),
                            messages.text("forgotten.subject"),
                            messages.text("forgotten.mail", settings.publicUrl() + "/welcome/" + link.secret()))));
            model.addAttribute("sent", true);
        }
        return ask(model);
    }
}
