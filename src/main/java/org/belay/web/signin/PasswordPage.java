package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.belay.access.OneTimeLinks;
import org.belay.platform.RequestRefused;
import org.belay.web.text.Messages;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sets a password; reached by the link that an administrator gives to a new user. */
@Controller
class PasswordPage {
    private final OneTimeLinks links;
    private final SignInSteps steps;
    private final Messages messages;

    PasswordPage(OneTimeLinks links, SignInSteps steps, Messages messages) {
        this.links = links;
        this.steps = steps;
        this.messages = messages;
    }

    @GetMapping("/welcome/{secret}")
    String ask(@PathVariable String secret, Model model, HttpServletResponse response) {
        var owner = links.passwordLinkOwner(secret);
        model.addAttribute("owner", owner.orElse(null));
        return owner.isPresent() ? "welcome" : ExpiredLinkPage.page(response);
    }

    @PostMapping("/welcome/{secret}")
    String set(
            @PathVariable String secret,
            @RequestParam String password,
            @RequestParam String again,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (links.passwordLinkOwner(secret).isEmpty()) {
            return ExpiredLinkPage.page(response);
        }
        try {
            var owner = links.setPassword(secret, RepeatedPassword.same(password, again, messages));
            return steps.linkWasUsed(owner, request, response);
        } catch (RequestRefused refused) {
            model.addAttribute("problem", refused.getMessage());
            response.setStatus(422);
            return ask(secret, model, response);
        }
    }
}
