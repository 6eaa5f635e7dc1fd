package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.belay.access.BrowserSession;
import org.belay.access.CheckedUser;
import org.belay.access.SignIns;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.access.factor.SecondFactors;
import org.springframework.stereotype.Component;

/** The way from a right password to a session: a second factor comes between them if the account has one or needs one. */
@Component
class SignInSteps {
    private static final String WAITING = "org.belay.web.signin.waiting";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Duration DEVICE_KNOWN = Duration.ofDays(400);

    private final SignIns signIns;
    private final SecondFactors factors;
    private final Users users;
    private final BrowserCookies cookies;
    private final RequestedPage wayBack;
    private final WriterCookie writer;
    private final Clock clock;

    SignInSteps(
            SignIns signIns,
            SecondFactors factors,
            Users users,
            BrowserCookies cookies,
            WriterCookie writer,
            Clock clock) {
        this.writer = writer;
        this.signIns = signIns;
        this.factors = factors;
        this.users = users;
        this.cookies = cookies;
        this.wayBack = new RequestedPage(cookies);
        this.clock = clock;
    }

    /** In the session of a browser that knows the password and is not signed in yet. */
    private record Waiting(long user, int epoch, String how, Instant since, Optional<KeptForm> kept)
            implements Serializable {}

    /** The password was just set through a link; see {@link #passwordWasRight}. */
    String linkWasUsed(CheckedUser owner, HttpServletRequest request, HttpServletResponse response) {
        return passwordWasRight(owner.user(), owner.epoch(), "link", Optional.empty(), request, response);
    }

    /**
     * The password was right.
     *
     * @param epoch of the account when the password was checked
     * @param how for the audit record
     * @param kept shown again after signing in
     * @return the name of the next page
     */
    String passwordWasRight(
            User user,
            int epoch,
            String how,
            Optional<KeptForm> kept,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean has = factors.has(user);
        if (!has && !factors.isRequired(user)) {
            return finish(user, epoch, how, kept, request, response);
        }
        BrowserSession.end(request);
        var session = request.getSession(true);
        session.setMaxInactiveInterval((int) LONGEST_WAIT.toSeconds());
        session.setAttribute(WAITING, new Waiting(user.id().value(), epoch, how, clock.instant(), kept));
        return has ? "redirect:/sign-in/code" : "redirect:/sign-in/second-factor";
    }

    /** The person whose second factor is missing; empty if there is none, it took too long, or the account has changed. */
    Optional<User> waiting(HttpServletRequest request) {
        return state(request).map(waiting -> users.get(new UserId(waiting.user())));
    }

    /** Signs in the person who was waiting; the second factor was right. */
    String secondFactorWasRight(HttpServletRequest request, HttpServletResponse response) {
        Waiting waiting = state(request).orElseThrow();
        User user = users.get(new UserId(waiting.user()));
        return finish(user, waiting.epoch(), waiting.how() + " and second factor", waiting.kept(), request, response);
    }

    static String browser(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
    }

    private Optional<Waiting> state(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(WAITING))
                .filter(Waiting.class::isInstance)
                .map(Waiting.class::cast)
                .filter(waiting -> waiting.since().plus(LONGEST_WAIT).isAfter(clock.instant()))
                .filter(waiting -> signIns.isUnchanged(new UserId(waiting.user()), waiting.epoch()));
    }

    private String finish(
            User user,
            int epoch,
            String how,
            Optional<KeptForm> kept,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean theirs = writer.isOf(user, request);
        String next = wayBack.take(request, response);
        BrowserSession.begin(
                signIns.startSession(user, epoch, how, request.getRemoteAddr(), SignInSteps.browser(request)),
                request,
                response);
        signIns.issueDeviceToken(user)
                .ifPresent(token -> response.addCookie(cookies.make("device", token, DEVICE_KNOWN)));
        writer.remember(user, response);
        // a form may be of another person who used this browser
        return kept.filter(form -> theirs)
                .map(form -> {
                    request.getSession().setAttribute(KeptForm.NAME, form);
                    return "redirect:/kept";
                })
                .orElse("redirect:" + next);
    }
}
