package org.belay.api.admin;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.access.deputy.Deputies;
import org.belay.access.deputy.Deputyship;
import org.belay.api.problem.UnusableRequest;
import org.belay.platform.ObjectNotFound;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The deputies of approvers. */
@RestController
@RequestMapping("/api/v1/deputies")
class DeputiesApi {
    private final Deputies deputies;
    private final Users users;

    DeputiesApi(Deputies deputies, Users users) {
        this.deputies = deputies;
        this.users = users;
    }

    /** @param until exclusive */
    record DeputyView(long id, String approver, String deputy, Instant from, Instant until) {
        static DeputyView of(Deputyship one) {
            return new DeputyView(
                    one.id(), one.principal().address(), one.deputy().address(), one.from(), one.until());
        }
    }

    /**
     * @param approver address of the approver who is away; absent: the owner of the token
     * @param from first day, in the time zone of the server
     * @param until last day
     */
    record NewDeputy(
            Optional<String> approver, Optional<String> deputy, Optional<LocalDate> from, Optional<LocalDate> until) {}

    @GetMapping
    Map<String, List<DeputyView>> list() {
        return Map.of("deputies", deputies.open().stream().map(DeputyView::of).toList());
    }

    @PostMapping
    Map<String, List<DeputyView>> name(@RequestBody NewDeputy body, @AuthenticationPrincipal SignedIn me) {
        if (body.deputy().isEmpty() || body.from().isEmpty() || body.until().isEmpty()) {
            throw new UnusableRequest(
                    "Name the \"deputy\", and the days \"from\" and \"until\", such as 2026-12-24. Nothing was changed.");
        }
        ZoneId zone = ZoneId.systemDefault();
        deputies.name(
                body.approver().map(this::user).orElse(me.user()),
                user(body.deputy().get()),
                body.from().get().atStartOfDay(zone).toInstant(),
                body.until().get().plusDays(1).atStartOfDay(zone).toInstant(),
                me.user());
        return list();
    }

    @DeleteMapping("/{id}")
    Map<String, List<DeputyView>> end(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        deputies.end(id, me.user());
        return list();
    }

    private User user(String address) {
        return users.byAddress(address.strip())
                .orElseThrow(() -> new ObjectNotFound(
                        "There is no person with the address " + address + ". Nothing was changed."));
    }
}
