package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.factor.SecondFactors;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Adds the second factor that the role of a person requires, between the password and the first page. */
@Controller
class RequiredFactorPage {
    private final SignInSteps steps;
    private final SecondFactors factors;
    private final Settings settings;

    RequiredFactorPage(SignInSteps steps, SecondFactors factors, Settings settings) {
        this.steps = steps;
        this.factors = factors;
        this.settings = settings;
    }

    @GetMapping("/sign-in/second-factor")
    String ask(Model model, HttpServletRequest request) {
        Optional<User> user = withoutFactor(request);
        user.ifPresent(one -> SetupForm.show(one, issuer(settings), request, model));
        return user.isPresent() ? "second-factor-required" : "redirect:/sign-in";
    }

    @PostMapping("/sign-in/second-factor")
    String add(@RequestParam String code, Model model, HttpServletRequest request, HttpServletResponse response) {
        Optional<User> user = withoutFactor(request);
        if (user.isEmpty()) {
            return "redirect:/sign-in";
        }
        try {
            model.addAttribute("codes", factors.add(user.get(), SetupForm.secret(request), code));
            String next = steps.secondFactorWasRight(request, response);
            model.addAttribute("next", next.substring("redirect:".length()));
            return "second-factor-codes";
        } catch (RequestRefused refused) {
            model.addAttribute("problem", refused.getMessage());
            response.setStatus(422);
            return ask(model, request);
        }
    }

    /** A password alone must not replace a second factor. */
    private Optional<User> withoutFactor(HttpServletRequest request) {
        return steps.waiting(request).filter(user -> !factors.has(user));
    }

    /** As the app shows it beside the address. */
    static String issuer(Settings settings) {
        return settings.organisation().isEmpty()
                ? "Belay"
                : "Belay " + settings.organisation().replace(":", " ");
    }
}
