package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.belay.access.OneTimeLinks;
import org.belay.platform.RequestRefused;
import org.belay.web.text.Messages;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Creates the first administrator; reached by the link on the console. */
@Controller
class FirstAdministratorPage {
    private final OneTimeLinks links;
    private final SignInSteps steps;
    private final Messages messages;

    FirstAdministratorPage(OneTimeLinks links, SignInSteps steps, Messages messages) {
        this.links = links;
        this.steps = steps;
        this.messages = messages;
    }

    /** The inputs of the form. */
    public record FirstAdministratorForm(String name, String address, String password, String again) {}

    @GetMapping("/first/{secret}")
    String ask(@PathVariable String secret, HttpServletResponse response) {
        return links.isFirstAdministratorLink(secret) ? "first" : ExpiredLinkPage.page(response);
    }

    @PostMapping("/first/{secret}")
    String create(
            @PathVariable String secret,
            @ModelAttribute("typed") FirstAdministratorForm typed,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!links.isFirstAdministratorLink(secret)) {
            return ExpiredLinkPage.page(response);
        }
        try {
            String password = RepeatedPassword.same(typed.password(), typed.again(), messages);
            var first = links.createFirstAdministrator(secret, typed.name(), typed.address(), password);
            return steps.linkWasUsed(first, request, response);
        } catch (RequestRefused refused) {
            model.addAttribute("problem", refused.getMessage());
            response.setStatus(422);
            return "first";
        }
    }
}
