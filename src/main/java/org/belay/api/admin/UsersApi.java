package org.belay.api.admin;

import static org.belay.api.problem.UnusableRequest.required;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.OneTimeLinks;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.RoleChanges;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.access.factor.SecondFactors;
import org.belay.access.link.Invitations;
import org.belay.api.problem.UnusableRequest;
import org.belay.api.view.UserView;
import org.belay.delivery.relay.InvitationMail;
import org.belay.platform.Settings;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users who may sign in; for administrators. */
@RestController
@RequestMapping("/api/v1/users")
class UsersApi {
    private final Users users;
    private final OneTimeLinks links;
    private final RoleChanges roles;
    private final RightsConfirmation rights;
    private final SecondFactors factors;
    private final Invitations invitations;
    private final InvitationMail mail;
    private final Settings settings;

    UsersApi(
            Users users,
            OneTimeLinks links,
            RoleChanges roles,
            RightsConfirmation rights,
            SecondFactors factors,
            Invitations invitations,
            InvitationMail mail,
            Settings settings) {
        this.invitations = invitations;
        this.mail = mail;
        this.factors = factors;
        this.users = users;
        this.links = links;
        this.roles = roles;
        this.rights = rights;
        this.settings = settings;
    }

    /** @param invite whether Belay mails the link to the user; then it is not in the answer */
    record NewUser(String name, String address, List<String> roles, Optional<Boolean> invite) {}

    /** @param link the one-time link to set the password; it is not shown again. Empty after an invitation, or if the user may have no password */
    record CreatedUser(long id, String name, String address, List<String> roles, String link) {}

    record UserList(List<UserView> users) {}

    /** @param disabled whether disabled accounts are listed too */
    @GetMapping
    UserList list(@RequestParam(defaultValue = "false") boolean disabled) {
        Map<Long, Invitations.OpenInvitation> open = invitations.open();
        return new UserList(users.accounts().stream()
                .filter(account -> disabled || account.enabled())
                .map(account -> UserView.of(
                        account,
                        rights.pendingRights(account.user().id()),
                        Optional.ofNullable(open.get(account.user().id().value()))))
                .toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedUser create(@RequestBody NewUser wish, @AuthenticationPrincipal SignedIn me) {
        User user = users.create(
                required("name", wish.name()),
                required("address", wish.address()),
                roles(required("roles", wish.roles())),
                me.user());
        if (wish.invite().orElse(false)) {
            mail.send(user.id(), me.user());
        } else if (links.mayHavePassword(user)) {
            return withLink(user, me);
        }
        return created(user, "");
    }

    /** Mails an invitation; one that was sent before no longer works. */
    @PostMapping("/{id}/invitation")
    UserView invite(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        mail.send(new UserId(id), me.user());
        return view(new UserId(id));
    }

    /** Ends the link of the invitation. */
    @DeleteMapping("/{id}/invitation")
    UserView withdraw(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        invitations.withdraw(new UserId(id), me.user());
        return view(new UserId(id));
    }

    /** Makes a new link to set the password; replaces an older one. */
    @PostMapping("/{id}/link")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedUser link(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        return withLink(users.get(new UserId(id)), me);
    }

    @PostMapping("/{id}/disable")
    UserView disable(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        users.disable(new UserId(id), me.user());
        return view(new UserId(id));
    }

    @PostMapping("/{id}/enable")
    UserView enable(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        users.enable(new UserId(id), me.user());
        return view(new UserId(id));
    }

    /**
     * @param add roles to grant
     * @param remove roles to take
     */
    record RoleChange(Optional<List<String>> add, Optional<List<String>> remove) {}

    @PostMapping("/{id}/roles")
    UserView roles(@PathVariable long id, @RequestBody RoleChange change, @AuthenticationPrincipal SignedIn me) {
        Set<Role> add = roles(change.add().orElse(List.of()));
        Set<Role> remove = roles(change.remove().orElse(List.of()));
        if (add.isEmpty() && remove.isEmpty()) {
            throw new UnusableRequest("Name the roles to \"add\" or to \"remove\". Nothing was changed.");
        }
        if (add.stream().anyMatch(remove::contains)) {
            throw new UnusableRequest("A role is to be added and removed. Nothing was changed.");
        }
        roles.change(new UserId(id), add, remove, me.user());
        return view(new UserId(id));
    }

    /** Confirms that the account belongs to its owner; must be another administrator than the one who made the link. */
    @PostMapping("/{id}/confirm")
    UserView confirm(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        rights.confirm(new UserId(id), me.user());
        return view(new UserId(id));
    }

    /** Removes the second factor of a person who has lost it. */
    @PostMapping("/{id}/reset-second-factor")
    UserView resetSecondFactor(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        factors.reset(users.get(new UserId(id)), me.user());
        return view(new UserId(id));
    }

    private UserView view(UserId id) {
        return UserView.of(users.account(id), rights.pendingRights(id), invitations.openOf(id));
    }

    private CreatedUser withLink(User user, SignedIn me) {
        return created(user, settings.publicUrl() + "/welcome/" + links.createPasswordLink(user, me.user()));
    }

    private static CreatedUser created(User user, String link) {
        UserView view = UserView.of(user);
        return new CreatedUser(view.id(), view.name(), view.address(), view.roles(), link);
    }

    private static Set<Role> roles(List<String> names) {
        var roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            roles.add(Role.named(name)
                    .orElseThrow(() -> new UnusableRequest("There is no role \"%s\". The roles are %s."
                            .formatted(name, Role.inWords(List.of(Role.values()))))));
        }
        return roles;
    }
}
