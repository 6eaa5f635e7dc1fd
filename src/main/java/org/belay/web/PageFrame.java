package org.belay.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.delivery.RecordStanding;
import org.belay.mailing.RecordDecisions;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page, error pages included, what its frame needs. */
@ControllerAdvice(
        basePackages = {"org.belay.web", "org.belay.sandbox"},
        assignableTypes = BasicErrorController.class)
class PageFrame {
    private final boolean sandbox;
    private final boolean mailbox;
    private final GoingOut goingOut;
    private final RecordDecisions record;

    PageFrame(Environment environment, GoingOut goingOut, RecordDecisions record) {
        this.record = record;
        this.goingOut = goingOut;
        sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        mailbox = sandbox
                && environment.getProperty("belay.sandbox.relay-port", "none").equals("none");
    }

    /** The hidden field that shows that a form is ours. */
    public record FormToken(String name, String value) {}

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request) {
        User me = whoIsThere();
        // where something broke, nothing more is asked of what may be broken
        boolean asks = me != null && request.getDispatcherType() != DispatcherType.ERROR;
        return new Frame(
                me,
                me == null ? "" : roles(me),
                me != null && me.is(Role.AUTHOR),
                sandbox,
                mailbox,
                asks ? goingOut.waitingFor(me).size() : 0,
                request.getRequestURI(),
                asks ? notWhole() : null,
                asks && RecordDecisions.mayDecide(me));
    }

    private RecordStanding notWhole() {
        RecordStanding standing = record.standing();
        return standing.isWhole() ? null : standing;
    }

    /** A page that shows numbers of what goes out puts its own in place of this one, so that both say the same. */
    @ModelAttribute("helm")
    Helm helm(HttpServletRequest request) {
        User me = whoIsThere();
        return me == null || request.getDispatcherType() == DispatcherType.ERROR
                ? new Helm(List.of(), List.of())
                : goingOut.helm(me, request.getRequestURI(), List.of());
    }

    /** Read here and not while the page is written: by then it is too late to set the cookie that belongs to it. */
    @ModelAttribute("formToken")
    FormToken formToken(HttpServletRequest request) {
        var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return token == null ? null : new FormToken(token.getParameterName(), token.getToken());
    }

    private static User whoIsThere() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn me ? me.user() : null;
    }

    private static String roles(User me) {
        String all = me.roles().stream()
                .sorted()
                .map(r -> r.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1);
    }
}
