package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.belay.access.BrowserSession;
import org.belay.access.CheckedUser;
import org.belay.access.SignIns;
import org.belay.access.oidc.ExternalAccounts;
import org.belay.access.oidc.ExternalIdentity;
import org.belay.access.oidc.OidcFailure;
import org.belay.access.oidc.OidcProvider;
import org.belay.access.throttle.ClientPlace;
import org.belay.access.throttle.SignInThrottle;
import org.belay.audit.RefusalRecorder;
import org.belay.web.text.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Sends the browser to the OpenID Connect provider and signs its person in when it comes back. */
@Controller
class OidcPage {
    private static final Logger log = LoggerFactory.getLogger(OidcPage.class);
    /** Time to sign in at the provider, with a second factor that has to be fetched. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    /** Session attribute: the ID token with which the session at the provider can be ended. */
    static final String ID_TOKEN = "org.belay.web.signin.idToken";

    private final OidcProvider provider;
    private final ExternalAccounts accounts;
    private final SignIns signIns;
    private final BrowserCookies cookies;
    private final RequestedPage wayBack;
    private final RefusalRecorder refusals;
    private final Messages messages;
    private final SignInThrottle throttle;
    private final WriterCookie writer;

    OidcPage(
            OidcProvider provider,
            ExternalAccounts accounts,
            SignIns signIns,
            BrowserCookies cookies,
            RefusalRecorder refusals,
            Messages messages,
            SignInThrottle throttle,
            WriterCookie writer) {
        this.throttle = throttle;
        this.writer = writer;
        this.provider = provider;
        this.accounts = accounts;
        this.signIns = signIns;
        this.cookies = cookies;
        this.wayBack = new RequestedPage(cookies);
        this.refusals = refusals;
        this.messages = messages;
    }

    @GetMapping("/sign-in/oidc")
    String leave(HttpServletResponse response) {
        var departure = provider.begin();
        response.addCookie(cookies.make("oidc", departure.secrets(), KEPT));
        return "redirect:" + departure.provider();
    }

    @GetMapping("/sign-in/oidc/back")
    String comeBack(
            @RequestParam Map<String, String> answer, HttpServletRequest request, HttpServletResponse response) {
        String secrets = cookies.read(request, "oidc").orElse("");
        response.addCookie(cookies.make("oidc", "", Duration.ZERO)); // a code and its state are used once
        String place = ClientPlace.of(request.getRemoteAddr());
        throttle.takeOf(place).ifPresent(wait -> {
            throw OidcFailure.tooOften();
        });
        ExternalIdentity person = provider.finish(secrets, answer);
        CheckedUser checked = accounts.admit(person);
        throttle.succeeded(place);
        String next = wayBack.take(request, response);
        BrowserSession.begin(
                signIns.startSession(
                        checked.user(),
                        checked.epoch(),
                        "single sign-on",
                        request.getRemoteAddr(),
                        SignInSteps.browser(request)),
                request,
                response);
        writer.remember(checked.user(), response);
        request.getSession().setAttribute(ID_TOKEN, person.idToken());
        return "redirect:" + next;
    }

    @ExceptionHandler
    ModelAndView failed(OidcFailure failure, HttpServletRequest request, HttpServletResponse response) {
        String why = failure.problem().name();
        log.warn("Sign-in through the provider ended ({}): {}", why, failure.getMessage());
        refusals.recordStranger(request.getRemoteAddr(), "sign-in-failed", "single sign-on", why);
        response.setStatus(
                switch (failure.problem()) {
                    case AWAY, ISSUER, CLIENT -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
                    case TOO_OFTEN -> 429;
                    default -> HttpServletResponse.SC_FORBIDDEN;
                });
        var page = new ModelAndView("oidc-failed");
        page.addObject("problem", messages.text("oidc.problem." + why));
        page.addObject("button", provider.button().orElse(""));
        return page;
    }
}
