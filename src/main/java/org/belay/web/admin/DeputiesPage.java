package org.belay.web.admin;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.access.deputy.Deputies;
import org.belay.platform.RequestRefused;
import org.belay.web.format.Formats;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The deputies of approvers. An approver names their own, an administrator those of others too. */
@Controller
@RequestMapping("/deputies")
class DeputiesPage {
    private final Deputies deputies;
    private final Users users;
    private final Formats say;

    DeputiesPage(Deputies deputies, Users users, Formats say) {
        this.deputies = deputies;
        this.users = users;
        this.say = say;
    }

    @GetMapping
    String show(@AuthenticationPrincipal SignedIn me, Model model) {
        List<User> approvers =
                users.list().stream().filter(user -> user.is(Role.APPROVER)).toList();
        model.addAttribute("deputies", deputies.open());
        model.addAttribute("approvers", approvers);
        model.addAttribute(
                "principals",
                approvers.stream()
                        .filter(one -> me.user().is(Role.ADMIN)
                                || one.id().equals(me.user().id()))
                        .toList());
        return "deputies";
    }

    /**
     * @param from first day, in the zone of the viewer
     * @param until last day
     */
    @PostMapping
    String name(
            @RequestParam long principal,
            @RequestParam long deputy,
            @RequestParam String from,
            @RequestParam String until,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        try {
            deputies.name(
                    users.get(new UserId(principal)),
                    users.get(new UserId(deputy)),
                    day(from).atStartOfDay(say.zone()).toInstant(),
                    day(until).plusDays(1).atStartOfDay(say.zone()).toInstant(),
                    me.user());
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            next.addFlashAttribute("typedFrom", from);
            next.addFlashAttribute("typedUntil", until);
        }
        return "redirect:/deputies";
    }

    @PostMapping("/{id}/end")
    String end(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        deputies.end(id, me.user());
        return "redirect:/deputies";
    }

    private static LocalDate day(String typed) {
        try {
            LocalDate day = LocalDate.parse(typed.strip());
            if (day.getYear() >= 2000 && day.getYear() < 10_000) return day;
        } catch (DateTimeException wrong) {
            // refused below
        }
        throw new RequestRefused("\"" + typed.strip() + "\" is not a day such as 2026-12-24. Nothing was changed.");
    }
}
