package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.belay.access.BrowserSession;
import org.belay.access.PasswordSignIns;
import org.belay.access.SignIns;
import org.belay.access.SignedIn;
import org.belay.access.oidc.OidcProvider;
import org.belay.platform.Settings;
import org.belay.web.text.Messages;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SignInPage {
    private final SignIns signIns;
    private final PasswordSignIns passwords;
    private final Settings settings;
    private final BrowserCookies cookies;
    private final SignInSteps steps;
    private final Messages messages;
    private final OidcProvider provider;

    SignInPage(
            SignIns signIns,
            PasswordSignIns passwords,
            SignInSteps steps,
            OidcProvider provider,
            Settings settings,
            BrowserCookies cookies,
            Messages messages) {
        this.signIns = signIns;
        this.passwords = passwords;
        this.provider = provider;
        this.settings = settings;
        this.cookies = cookies;
        this.steps = steps;
        this.messages = messages;
    }

    @GetMapping("/sign-in")
    String ask(
            @AuthenticationPrincipal SignedIn me,
            @RequestAttribute(name = KeptForm.NAME, required = false) KeptForm kept,
            Model model) {
        if (kept != null) model.addAttribute("kept", kept);
        return me == null ? page(model) : "redirect:/";
    }

    @PostMapping("/sign-in")
    String signIn(
            @RequestParam String username,
            @RequestParam String password,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<KeptForm> kept = KeptForm.carried(request);
        String device = cookies.read(request, "device").orElse("");
        var answer = passwords.byPassword(username, password, request.getRemoteAddr(), device);
        if (answer instanceof PasswordSignIns.SignInResult.SignInSuccess welcome) {
            return steps.passwordWasRight(welcome.user(), welcome.epoch(), "password", kept, request, response);
        }
        kept.ifPresent(form -> model.addAttribute("kept", form));
        model.addAttribute("username", username);
        if (answer instanceof PasswordSignIns.SignInResult.SignInDelay wait) {
            long seconds = wait.time().plus(Duration.ofMillis(999)).toSeconds();
            response.setStatus(429);
            response.setHeader("Retry-After", Long.toString(seconds));
            model.addAttribute("problem", messages.text("sign-in.too-often", seconds));
        } else if (answer instanceof PasswordSignIns.SignInResult.SignInRefused refused) {
            response.setStatus(
                    refused.problem().equals("AWAY")
                            ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                            : HttpServletResponse.SC_FORBIDDEN);
            model.addAttribute("problem", messages.text("directory.problem." + refused.problem()));
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            model.addAttribute("problem", wrong());
        }
        return page(model);
    }

    @PostMapping("/sign-out")
    String signOut(@AuthenticationPrincipal SignedIn me, HttpServletRequest request, Model model) {
        Object idToken = request.getSession().getAttribute(OidcPage.ID_TOKEN);
        signIns.signOut(me);
        BrowserSession.end(request);
        // a link and no redirect: people may want to stay signed in to everything else
        return Optional.ofNullable(idToken)
                .flatMap(token -> provider.signOut(token.toString()))
                .map(end -> {
                    model.addAttribute("provider", end.toString());
                    return "signed-out";
                })
                .orElse("redirect:/sign-in");
    }

    private String wrong() {
        return settings.signIn().directory().isPresent()
                ? messages.text("sign-in.wrong-name")
                : messages.text("sign-in.wrong");
    }

    private String page(Model model) {
        model.addAttribute("organisation", settings.organisation());
        model.addAttribute("oidc", provider.button().orElse(""));
        model.addAttribute("directory", settings.signIn().directory().isPresent());
        model.addAttribute("passwordsForAll", settings.signIn().passwordsForAll());
        return "sign-in";
    }
}
