package org.belay.web.admin;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.ApiToken;
import org.belay.access.ApiTokens;
import org.belay.access.OneTimeLinks;
import org.belay.access.PendingRights;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.access.factor.SecondFactors;
import org.belay.access.link.Invitations;
import org.belay.delivery.relay.InvitationMail;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.web.text.Messages;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The users of Belay: list, invitation, and the page of one user. */
@Controller
@RequestMapping("/users")
class UsersPage {
    private final Users users;
    private final OneTimeLinks links;
    private final RightsConfirmation rights;
    private final ApiTokens tokens;
    private final SecondFactors factors;
    private final Invitations invitations;
    private final InvitationMail mail;
    private final Settings settings;
    private final Messages messages;

    UsersPage(
            Users users,
            OneTimeLinks links,
            RightsConfirmation rights,
            ApiTokens tokens,
            SecondFactors factors,
            Invitations invitations,
            InvitationMail mail,
            Settings settings,
            Messages messages) {
        this.invitations = invitations;
        this.mail = mail;
        this.messages = messages;
        this.factors = factors;
        this.users = users;
        this.links = links;
        this.rights = rights;
        this.tokens = tokens;
        this.settings = settings;
    }

    /**
     * @param waiting rights that another administrator has to confirm
     * @param invited the invitation that was not used yet
     * @param password whether the user may have a password
     */
    public record UserRow(
            Users.UserAccount account,
            Optional<PendingRights> waiting,
            Optional<Invitations.OpenInvitation> invited,
            boolean password) {}

    /** The inputs of the form for a new user. */
    public record NewUserForm(String name, String address) {}

    @ModelAttribute("roles")
    List<Role> roles() {
        return List.of(Role.values());
    }

    @GetMapping
    String list(Model model) {
        Map<Long, Invitations.OpenInvitation> open = invitations.open();
        model.addAttribute(
                "users",
                users.accounts().stream()
                        .map(account -> row(
                                account,
                                Optional.ofNullable(open.get(account.user().id().value()))))
                        .toList());
        model.addAttribute("mails", mail.isPossible());
        return "users";
    }

    /**
     * Creates an account. After a refusal the form keeps what was typed; if only the mail is refused, the account exists.
     *
     * @param by whether the user is invited by {@code mail} or with a {@code link}, which is shown once, on the page of the user
     */
    @PostMapping
    String create(
            @RequestParam String name,
            @RequestParam String address,
            @RequestParam(name = "role", defaultValue = "") Set<Role> chosen,
            @RequestParam(defaultValue = "link") String by,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        User user;
        try {
            user = users.create(name, address, chosen, me.user());
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            next.addFlashAttribute("typed", new NewUserForm(name, address));
            next.addFlashAttribute("chosen", chosen);
            return "redirect:/users";
        }
        try {
            if (by.equals("mail")) {
                return invite(user.id().value(), me, next);
            }
            return links.mayHavePassword(user)
                    ? link(user.id().value(), me, next)
                    : back(user.id().value());
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            return back(user.id().value());
        }
    }

    /** Mails an invitation; one that was sent before no longer works. */
    @PostMapping("/{id}/invitation")
    String invite(@PathVariable long id, @AuthenticationPrincipal SignedIn me, RedirectAttributes next) {
        mail.send(new UserId(id), me.user());
        next.addFlashAttribute(
                "done", messages.text("user.invited", users.get(new UserId(id)).address()));
        return back(id);
    }

    @PostMapping("/{id}/invitation/withdraw")
    String withdraw(@PathVariable long id, @AuthenticationPrincipal SignedIn me, RedirectAttributes next) {
        invitations.withdraw(new UserId(id), me.user());
        next.addFlashAttribute("done", messages.text("user.invitation-withdrawn"));
        return back(id);
    }

    @GetMapping("/{id}")
    String user(@PathVariable long id, @AuthenticationPrincipal SignedIn me, Model model) {
        UserRow row = row(users.account(new UserId(id)), invitations.openOf(new UserId(id)));
        User user = row.account().user();
        model.addAttribute("row", row);
        model.addAttribute("user", user);
        model.addAttribute("mails", mail.isPossible());
        model.addAttribute("hasFactor", factors.has(user));
        model.addAttribute("own", user.id().equals(me.user().id()));
        model.addAttribute(
                "mayConfirm",
                row.waiting()
                        .map(PendingRights::linkMaker)
                        .filter(maker -> !maker.equals(me.user().id()) && !user.isSamePersonAs(me.user()))
                        .isPresent());
        model.addAttribute("tokens", tokensOf(user, me.user()));
        return "user";
    }

    @PostMapping("/{id}/link")
    String link(@PathVariable long id, @AuthenticationPrincipal SignedIn me, RedirectAttributes next) {
        User user = users.get(new UserId(id));
        String link = settings.publicUrl() + "/welcome/" + links.createPasswordLink(user, me.user());
        next.addFlashAttribute("passwordLink", link);
        return back(id);
    }

    private UserRow row(Users.UserAccount account, Optional<Invitations.OpenInvitation> invited) {
        User user = account.user();
        return new UserRow(account, rights.pendingRights(user.id()), invited, links.mayHavePassword(user));
    }

    private List<ApiToken> tokensOf(User user, User me) {
        return tokens.visibleTo(me).stream()
                .filter(token -> token.owner().equals(user.address()))
                .toList();
    }

    /** The roles of the checked boxes; none is an empty set. */
    static Set<Role> set(Set<Role> roles) {
        return roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
    }

    static String back(long id) {
        return "redirect:/users/" + id;
    }
}
