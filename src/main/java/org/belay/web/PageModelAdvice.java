package org.belay.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.team.Teams;
import org.belay.delivery.LedgerStatus;
import org.belay.mailing.RecoveryDecisions;
import org.belay.web.sending.ActiveMailings;
import org.belay.web.sending.SendingBar;
import org.belay.web.text.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Adds the model of the page frame to every page, including error pages. */
@ControllerAdvice(
        basePackages = {"org.belay.web", "org.belay.lab.sandbox"},
        assignableTypes = BasicErrorController.class)
class PageModelAdvice {
    private final boolean sandbox;
    private final boolean mailbox;
    private final ActiveMailings goingOut;
    private final RecoveryDecisions record;
    private final Messages messages;

    private final Teams teams;

    PageModelAdvice(
            Environment environment,
            ActiveMailings goingOut,
            RecoveryDecisions record,
            Messages messages,
            Teams teams) {
        this.teams = teams;
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
    FrameData frame(HttpServletRequest request) {
        User me = signedInUser();
        // an error page reads no data: what failed may fail again
        User asking = request.getDispatcherType() == DispatcherType.ERROR ? null : me;
        return new FrameData(
                me,
                me == null ? "" : roles(me),
                me != null && me.is(Role.AUTHOR),
                sandbox,
                mailbox,
                asking == null ? 0 : goingOut.waitingFor(asking).size(),
                request.getRequestURI(),
                asking == null ? null : incompleteRecord(),
                asking != null && RecoveryDecisions.mayDecide(asking),
                SingletonSupplier.of(teams::names));
    }

    private @Nullable LedgerStatus incompleteRecord() {
        LedgerStatus status = record.status();
        return status.isComplete() ? null : status;
    }

    /** A page with live counts replaces this bar by its own, so that bar and page show the same numbers. */
    @ModelAttribute("helm")
    SendingBar helm(HttpServletRequest request) {
        User me = signedInUser();
        return me == null || request.getDispatcherType() == DispatcherType.ERROR
                ? new SendingBar(List.of(), List.of())
                : goingOut.bar(me, request.getRequestURI(), List.of());
    }

    /** Read before the page is rendered, because the token's cookie must be set before the response is committed. */
    @ModelAttribute("formToken")
    @Nullable
    FormToken formToken(HttpServletRequest request) {
        var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return token == null ? null : new FormToken(token.getParameterName(), token.getToken());
    }

    private static @Nullable User signedInUser() {
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
