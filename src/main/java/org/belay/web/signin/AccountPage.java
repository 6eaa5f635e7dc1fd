package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.belay.access.BrowserSession;
import org.belay.access.BrowserSessions;
import org.belay.access.OwnPasswords;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.factor.SecondFactors;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.web.text.Messages;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The own account of a signed-in person: password and second factor. */
@Controller
class AccountPage {
    private final OwnPasswords passwords;
    private final SecondFactors factors;
    private final BrowserSessions sessions;
    private final Settings settings;
    private final Messages messages;

    AccountPage(
            OwnPasswords passwords,
            SecondFactors factors,
            BrowserSessions sessions,
            Settings settings,
            Messages messages) {
        this.sessions = sessions;
        this.passwords = passwords;
        this.factors = factors;
        this.settings = settings;
        this.messages = messages;
    }

    @GetMapping("/account")
    String show(@AuthenticationPrincipal SignedIn me, Model model) {
        boolean has = factors.has(me.user());
        model.addAttribute("hasPassword", passwords.hasPassword(me.user()));
        model.addAttribute("hasFactor", has);
        model.addAttribute("mustHaveFactor", factors.isRequired(me.user()));
        model.addAttribute("codesLeft", has ? factors.recoveryCodesLeft(me.user()) : 0);
        model.addAttribute("sessions", sessions.of(me));
        model.addAttribute("session", me.session());
        model.addAttribute("approverRole", Role.APPROVER);
        return "account";
    }

    @PostMapping("/account/password")
    String changePassword(
            @RequestParam String current,
            @RequestParam String password,
            @RequestParam String again,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes back,
            HttpServletRequest request,
            HttpServletResponse response) {
        String chosen = RepeatedPassword.same(password, again, messages);
        SignedIn now = passwords.changePassword(me, current, chosen, request.getRemoteAddr());
        BrowserSession.begin(now, request, response);
        back.addFlashAttribute("done", messages.text("account.password-changed"));
        return "redirect:/account";
    }

    @PostMapping("/account/sign-out-everywhere")
    String endOtherSessions(@AuthenticationPrincipal SignedIn me, RedirectAttributes back) {
        sessions.endOthers(me);
        back.addFlashAttribute("done", messages.text("account.others-ended"));
        return "redirect:/account";
    }

    @GetMapping("/account/second-factor")
    String setup(@AuthenticationPrincipal SignedIn me, Model model, HttpServletRequest request) {
        if (factors.has(me.user())) {
            return "redirect:/account";
        }
        model.addAttribute("asksPassword", passwords.hasPassword(me.user()));
        SetupForm.show(me.user(), RequiredFactorPage.issuer(settings), request, model);
        return "second-factor";
    }

    @PostMapping("/account/second-factor")
    String add(
            @RequestParam String code,
            @RequestParam(defaultValue = "") String current,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            passwords.confirmPassword(me, current, request.getRemoteAddr());
            model.addAttribute("codes", factors.add(me.user(), SetupForm.secret(request), code));
            SetupForm.done(request);
            model.addAttribute("next", "/account");
            return "second-factor-codes";
        } catch (RequestRefused refused) {
            model.addAttribute("refusal", refused.getMessage());
            response.setStatus(422);
            return setup(me, model, request);
        }
    }

    @PostMapping("/account/second-factor/codes")
    String newCodes(@RequestParam String code, @AuthenticationPrincipal SignedIn me, Model model) {
        if (factors.check(me.user(), code) != SecondFactors.CodeResult.RIGHT) {
            throw new RequestRefused(messages.text("second-factor.wrong"));
        }
        model.addAttribute("codes", factors.replaceRecoveryCodes(me.user()));
        model.addAttribute("next", "/account");
        return "second-factor-codes";
    }

    @PostMapping("/account/second-factor/remove")
    String remove(@RequestParam String code, @AuthenticationPrincipal SignedIn me, RedirectAttributes back) {
        factors.remove(me.user(), code);
        back.addFlashAttribute("done", messages.text("second-factor.removed"));
        return "redirect:/account";
    }

    @ExceptionHandler
    String refused(RequestRefused refused, RedirectAttributes back) {
        back.addFlashAttribute("refusal", refused.getMessage());
        return "redirect:/account";
    }
}
