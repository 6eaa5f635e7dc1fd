package org.belay.api;

import static org.belay.api.Unreadable.wanted;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.belay.access.ConfirmedRights;
import org.belay.access.OneTimeLinks;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.platform.Settings;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users who may sign in; for administrators. */
@RestController
@RequestMapping("/api/v1/users")
class UsersApi {
    private final Users users;
    private final OneTimeLinks links;
    private final ConfirmedRights rights;
    private final Settings settings;

    UsersApi(Users users, OneTimeLinks links, ConfirmedRights rights, Settings settings) {
        this.users = users;
        this.links = links;
        this.rights = rights;
        this.settings = settings;
    }

    record NewPerson(String name, String address, List<String> roles) {}

    /** @param link the one-time link to set the password; it is not shown again */
    record Created(long id, String name, String address, List<String> roles, String link) {}

    record Everybody(List<PersonView> users) {}

    @GetMapping
    Everybody list() {
        return new Everybody(users.list().stream()
                .map(user -> PersonView.of(user, rights.waiting(user.id())))
                .toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody NewPerson wish, @AuthenticationPrincipal SignedIn me) {
        User user = users.create(
                wanted("name", wish.name()),
                wanted("address", wish.address()),
                roles(wanted("roles", wish.roles())),
                me.user());
        return withLink(user, me);
    }

    /** Makes a new link to set the password; replaces an older one. */
    @PostMapping("/{id}/link")
    @ResponseStatus(HttpStatus.CREATED)
    Created link(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        return withLink(users.get(new UserId(id)), me);
    }

    @PostMapping("/{id}/disable")
    PersonView disable(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        users.disable(new UserId(id), me.user());
        return PersonView.of(users.get(new UserId(id)));
    }

    /** Confirms that the account belongs to its owner; must be another administrator than the one who made the link. */
    @PostMapping("/{id}/confirm")
    PersonView confirm(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        rights.confirm(new UserId(id), me.user());
        return PersonView.of(users.get(new UserId(id)));
    }

    private Created withLink(User user, SignedIn me) {
        PersonView view = PersonView.of(user);
        String link = settings.publicUrl() + "/welcome/" + links.forPassword(user, me.user());
        return new Created(view.id(), view.name(), view.address(), view.roles(), link);
    }

    private static Set<Role> roles(List<String> names) {
        var roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            roles.add(Arrays.stream(Role.values())
                    .filter(role -> role.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() ->
                            new Unreadable("There is no role \"%s\". The roles are AUTHOR, APPROVER, AUDITOR and ADMIN."
                                    .formatted(name))));
        }
        return roles;
    }
}
