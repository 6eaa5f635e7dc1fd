package org.belay.web.admin;

import java.util.List;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.access.team.Team;
import org.belay.access.team.TeamNames;
import org.belay.access.team.TeamObject;
import org.belay.access.team.Teams;
import org.belay.audience.Audiences;
import org.belay.mailing.model.MailingId;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.template.versions.Templates;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Teams, their members, and what belongs to them. */
@Controller
@RequestMapping("/teams")
class TeamsPage {
    private final Teams teams;
    private final Users users;
    private final Audiences audiences;
    private final Templates templates;

    TeamsPage(Teams teams, Users users, Audiences audiences, Templates templates) {
        this.teams = teams;
        this.users = users;
        this.audiences = audiences;
        this.templates = templates;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("teams", teams.list());
        return "teams";
    }

    @PostMapping
    String create(@RequestParam String name, @AuthenticationPrincipal SignedIn me, RedirectAttributes next) {
        try {
            return back(teams.create(name, me.user()).id().value());
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            next.addFlashAttribute("typed", name);
            return "redirect:/teams";
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model model) {
        Team team = teams.get(new User.TeamId(id));
        TeamNames names = teams.names();
        model.addAttribute("team", team);
        model.addAttribute("objects", teams.objects(team.id()));
        model.addAttribute(
                "others",
                teams.list().stream()
                        .filter(other -> !other.id().equals(team.id()))
                        .toList());
        model.addAttribute("candidates", candidates(team));
        model.addAttribute(
                "audiences",
                audiences.list().stream()
                        .filter(one -> !one.team().equals(Optional.of(team.id())))
                        .toList());
        model.addAttribute(
                "templates",
                templates.newest().stream()
                        .filter(one -> !Optional.ofNullable(names.templates().get(one.key()))
                                .equals(Optional.of(team.id())))
                        .toList());
        return "team";
    }

    private List<User> candidates(Team team) {
        return users.list().stream()
                .filter(user -> !user.teams().contains(team.id()))
                .toList();
    }

    @PostMapping("/{id}/rename")
    String rename(
            @PathVariable long id,
            @RequestParam String name,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        return refusable(id, next, () -> {
            teams.rename(new User.TeamId(id), name, me.user());
        });
    }

    /** @param heir number of the team that gets what belongs to this one; empty: none */
    @PostMapping("/{id}/delete")
    String delete(
            @PathVariable long id,
            @RequestParam(defaultValue = "") Optional<Long> heir,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        return refusable(
                id,
                next,
                () -> {
                    teams.delete(new User.TeamId(id), heir.map(User.TeamId::new), me.user());
                },
                "redirect:/teams");
    }

    @PostMapping("/{id}/members")
    String addMember(@PathVariable long id, @RequestParam long user, @AuthenticationPrincipal SignedIn me) {
        teams.addMember(new User.TeamId(id), users.get(new UserId(user)), me.user());
        return back(id);
    }

    @PostMapping("/{id}/members/remove")
    String removeMember(@PathVariable long id, @RequestParam long user, @AuthenticationPrincipal SignedIn me) {
        teams.removeMember(new User.TeamId(id), users.get(new UserId(user)), me.user());
        return back(id);
    }

    @PostMapping("/{id}/audiences")
    String takeAudience(
            @PathVariable long id,
            @RequestParam String name,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        return refusable(id, next, () -> {
            teams.move(TeamObject.Kind.AUDIENCE, name, Optional.of(new User.TeamId(id)), me.user());
        });
    }

    @PostMapping("/{id}/templates")
    String takeTemplate(
            @PathVariable long id,
            @RequestParam String name,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        return refusable(id, next, () -> {
            teams.move(TeamObject.Kind.TEMPLATE, name, Optional.of(new User.TeamId(id)), me.user());
        });
    }

    @PostMapping("/{id}/mailings")
    String takeMailing(
            @PathVariable long id,
            @RequestParam String name,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        return refusable(id, next, () -> {
            teams.move(
                    TeamObject.Kind.MAILING,
                    MailingId.parse(name).toString(),
                    Optional.of(new User.TeamId(id)),
                    me.user());
        });
    }

    /** Gives an object to everyone. */
    @PostMapping("/{id}/release")
    String release(
            @PathVariable long id,
            @RequestParam String kind,
            @RequestParam String name,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        return refusable(id, next, () -> {
            teams.move(
                    TeamObject.Kind.named(kind)
                            .orElseThrow(() -> new ObjectNotFound("A team has audiences, templates and mailings.")),
                    name,
                    Optional.empty(),
                    me.user());
        });
    }

    private static String refusable(long id, RedirectAttributes next, Runnable change) {
        return refusable(id, next, change, back(id));
    }

    /** A refusal is shown on the page of the team. */
    private static String refusable(long id, RedirectAttributes next, Runnable change, String then) {
        try {
            change.run();
            return then;
        } catch (RequestRefused | ObjectNotFound refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            return back(id);
        }
    }

    private static String back(long id) {
        return "redirect:/teams/" + id;
    }
}
