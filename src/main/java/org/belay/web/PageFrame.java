package org.belay.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.delivery.RecordStanding;
import org.belay.mailing.RecordDecisions;
import org.belay.web.text.Messages;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Adds the model of the page frame to every page, including error pages. */
@ControllerAdvice(
        basePackages = {"org.belay.web", "org.belay.sandbox"},
        assignableTypes = BasicErrorController.class)
class PageFrame {
    private final boolean sandbox;
    private final boolean mailbox;
    private final GoingOut goingOut;
    private final RecordDecisions record;
    private final Messages messages;

    PageFrame(Environment environment, GoingOut goingOut, RecordDecisions record, Messages messages) {
        this.record = record;
        this.messages = messages;
        this.goingOut = goingOut;
        sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        mailbox = sandbox
                && environment.getProperty("belay.sandbox.relay-port", "none").equals("none");
    }

    /** The hidden CSRF field of forms. */
    public record FormToken(String name, String value) {}

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request) {
        User me = whoIsThere();
        // an error page reads no data: what failed may fail again
        boolean asks = me != null && request.getDispatcherType() != DispatcherType.ERROR;
        return new Frame(
                me,
                me == null ? "" : roles(me),
                me != null && me.is(Role.AUTHOR),
                me != null && (me.is(Role.AUTHOR) || me.is(Role.APPROVER)),
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

    /** A page with live counts replaces this bar by its own, so that bar and page show the same numbers. */
    @ModelAttribute("helm")
    Helm helm(HttpServletRequest request) {
        User me = whoIsThere();
        return me == null || request.getDispatcherType() == DispatcherType.ERROR
                ? new Helm(List.of(), List.of())
                : goingOut.helm(me, request.getRequestURI(), List.of());
    }

    /** Read before the page is rendered, because the token's cookie must be set before the response is committed. */
    @ModelAttribute("formToken")
    FormToken formToken(HttpServletRequest request) {
        var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return token == null ? null : new FormToken(token.getParameterName(), token.getToken());
    }

    private static User whoIsThere() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn me ? me.user() : null;
    }

    private String roles(User me) {
        return me.roles().stream()
                .sorted()
                .map(role -> messages.text("role." + role.name()))
                .collect(Collectors.joining(", "));
    }
}
