package org.belay.web.admin;

import java.util.EnumSet;
import java.util.List;
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
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
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
    private final Settings settings;

    UsersPage(
            Users users,
            OneTimeLinks links,
            RightsConfirmation rights,
            ApiTokens tokens,
            SecondFactors factors,
            Settings settings) {
        this.factors = factors;
        this.users = users;
        this.links = links;
        this.rights = rights;
        this.tokens = tokens;
        this.settings = settings;
    }

    /** @param waiting rights that another administrator has to confirm */
    public record UserRow(Users.UserAccount account, Optional<PendingRights> waiting) {}

    /** The inputs of the invitation. */
    public record Invitation(String name, String address) {}

    @ModelAttribute("roles")
    List<Role> roles() {
        return List.of(Role.values());
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("users", users.accounts().stream().map(this::row).toList());
        return "users";
    }

    /** The link is shown once, on the page of the new user. After a refusal the form keeps what was typed. */
    @PostMapping
    String invite(
            @RequestParam String name,
            @RequestParam String address,
            @RequestParam(name = "role", defaultValue = "") Set<Role> chosen,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        try {
            User user = users.create(name, address, chosen, me.user());
            return link(user.id().value(), me, next);
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            next.addFlashAttribute("typed", new Invitation(name, address));
            next.addFlashAttribute("chosen", chosen);
            return "redirect:/users";
        }
    }

    @GetMapping("/{id}")
    String user(@PathVariable long id, @AuthenticationPrincipal SignedIn me, Model model) {
        UserRow row = row(users.account(new UserId(id)));
        User user = row.account().user();
        model.addAttribute("row", row);
        model.addAttribute("user", user);
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
        next.addFlashAttribute("link", link);
        return back(id);
    }

    private UserRow row(Users.UserAccount account) {
        return new UserRow(account, rights.pendingRights(account.user().id()));
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
