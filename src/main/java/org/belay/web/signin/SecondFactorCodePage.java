package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.belay.access.factor.SecondFactors;
import org.belay.web.text.Messages;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Asks for the code of the second factor, after the password. */
@Controller
class SecondFactorCodePage {
    private final SignInSteps steps;
    private final SecondFactors factors;
    private final Messages messages;

    SecondFactorCodePage(SignInSteps steps, SecondFactors factors, Messages messages) {
        this.steps = steps;
        this.factors = factors;
        this.messages = messages;
    }

    @GetMapping("/sign-in/code")
    String ask(HttpServletRequest request) {
        return steps.waiting(request).isPresent() ? "sign-in-code" : "redirect:/sign-in";
    }

    @PostMapping("/sign-in/code")
    String check(@RequestParam String code, Model model, HttpServletRequest request, HttpServletResponse response) {
        var user = steps.waiting(request);
        if (user.isEmpty()) {
            return "redirect:/sign-in";
        }
        SecondFactors.CodeResult result = factors.check(user.get(), code);
        if (result == SecondFactors.CodeResult.RIGHT) {
            return steps.secondFactorWasRight(request, response);
        }
        boolean tooOften = result == SecondFactors.CodeResult.TOO_OFTEN;
        response.setStatus(tooOften ? 429 : HttpServletResponse.SC_UNAUTHORIZED);
        model.addAttribute(
                "problem", tooOften ? messages.text("second-factor.too-often") : messages.text("second-factor.wrong"));
        return "sign-in-code";
    }
}
