package org.belay.web.admin;

import java.util.Set;
import org.belay.access.ApiTokens;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.RoleChanges;
import org.belay.access.SignedIn;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.access.factor.SecondFactors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The buttons on the page of one user. A refusal is shown on that page. */
@Controller
@RequestMapping("/users/{id}")
class UserActions {
    private final Users users;
    private final RoleChanges roleChanges;
    private final RightsConfirmation rights;
    private final ApiTokens tokens;
    private final SecondFactors factors;

    UserActions(
            Users users, RoleChanges roleChanges, RightsConfirmation rights, ApiTokens tokens, SecondFactors factors) {
        this.factors = factors;
        this.users = users;
        this.roleChanges = roleChanges;
        this.rights = rights;
        this.tokens = tokens;
    }

    /**
     * Changes what the form changed, so that a page that another administrator's change has made old undoes nothing.
     *
     * @param chosen the checked roles
     * @param shown the roles that the page showed as checked
     */
    @PostMapping("/roles")
    String roles(
            @PathVariable long id,
            @RequestParam(name = "role", defaultValue = "") Set<Role> chosen,
            @RequestParam(name = "shown", defaultValue = "") Set<Role> shown,
            @AuthenticationPrincipal SignedIn me) {
        var add = UsersPage.set(chosen);
        add.removeAll(shown);
        var remove = UsersPage.set(shown);
        remove.removeAll(chosen);
        roleChanges.change(new UserId(id), add, remove, me.user());
        boolean stillAdministrator = users.get(me.user().id()).is(Role.ADMIN);
        return stillAdministrator ? UsersPage.back(id) : "redirect:/";
    }

    @PostMapping("/disable")
    String disable(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        users.disable(new UserId(id), me.user());
        return UsersPage.back(id);
    }

    @PostMapping("/enable")
    String enable(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        users.enable(new UserId(id), me.user());
        return UsersPage.back(id);
    }

    @PostMapping("/confirm")
    String confirm(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        rights.confirm(new UserId(id), me.user());
        return UsersPage.back(id);
    }

    @PostMapping("/reset-second-factor")
    String resetSecondFactor(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        factors.reset(users.get(new UserId(id)), me.user());
        return UsersPage.back(id);
    }

    @PostMapping("/revoke")
    String revoke(@PathVariable long id, @RequestParam long token, @AuthenticationPrincipal SignedIn me) {
        tokens.revoke(token, me.user());
        return UsersPage.back(id);
    }
}
