package org.belay.web.people;

import java.util.HashMap;
import java.util.List;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.audience.PeopleSearch;
import org.belay.audience.suppression.SuppressionEntry;
import org.belay.audience.suppression.SuppressionList;
import org.belay.mailing.MailingReport;
import org.belay.platform.RequestRefused;
import org.belay.web.format.AccountNames;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pages about people: search, the mail history of one person, and the suppression list. */
@Controller
@RequestMapping("/people")
class PeoplePage {
    private static final int SHOWN = 200;

    private final MailingReport report;
    private final SuppressionList suppressed;
    private final AccountNames people;
    private final PeopleSearch search;

    PeoplePage(MailingReport report, SuppressionList suppressed, AccountNames people, PeopleSearch search) {
        this.search = search;
        this.report = report;
        this.suppressed = suppressed;
        this.people = people;
    }

    /** A person on the suppression list, and the name of the user who added them. */
    public record SuppressedPerson(SuppressionEntry entry, String by) {}

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn me, Model model) {
        List<SuppressionEntry> latest = suppressed.list(SHOWN + 1);
        var names = new HashMap<UserId, String>(); // few users add nearly all of them
        model.addAttribute(
                "noted",
                latest.stream()
                        .limit(SHOWN)
                        .map(entry ->
                                new SuppressedPerson(entry, names.computeIfAbsent(entry.notedBy(), people::nameOf)))
                        .toList());
        model.addAttribute("more", latest.size() > SHOWN);
        addPermissions(me.user(), model);
        return "people";
    }

    /** Finds people by a part of their name or address. An exact address leads to that person's page. */
    @GetMapping(params = "q")
    String find(@RequestParam String q, Model model, RedirectAttributes next) {
        if (q.contains("@") && !report.deliveriesTo(q.strip()).isEmpty()) {
            return shown(q.strip(), next);
        }
        List<PeopleSearch.FoundPerson> found = search.find(q, SHOWN + 1);
        if (found.size() == 1) {
            return shown(found.get(0).address(), next);
        }
        model.addAttribute("q", q.strip());
        model.addAttribute("found", found.stream().limit(SHOWN).toList());
        model.addAttribute("more", found.size() > SHOWN);
        return "people-found";
    }

    @GetMapping(params = "address")
    String person(
            @RequestParam String address, @AuthenticationPrincipal SignedIn me, Model model, RedirectAttributes next) {
        String wanted = address.strip();
        if (!wanted.contains("@")) {
            next.addAttribute("q", wanted);
            return "redirect:/people";
        }
        model.addAttribute("address", wanted);
        model.addAttribute("rows", report.deliveriesTo(wanted));
        suppressed
                .find(wanted)
                .ifPresent(entry ->
                        model.addAttribute("noted", new SuppressedPerson(entry, people.nameOf(entry.notedBy()))));
        addPermissions(me.user(), model);
        return "person";
    }

    /** After a refusal the form keeps what was typed. */
    @PostMapping("/leave")
    String leave(
            @RequestParam String address,
            @RequestParam String reason,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        try {
            SuppressionEntry noted = suppressed.suppress(address, reason, me.user());
            if (!noted.reason().equals(reason.strip())) {
                next.addFlashAttribute("firstReason", true);
            }
            return shown(noted.address(), next);
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            next.addFlashAttribute("address", address);
            next.addFlashAttribute("reason", reason);
            return "redirect:/people";
        }
    }

    @PostMapping("/return")
    String comeBack(@RequestParam String address, @AuthenticationPrincipal SignedIn me, RedirectAttributes next) {
        suppressed.unsuppress(address, me.user());
        return shown(address, next);
    }

    private static String shown(String address, RedirectAttributes next) {
        next.addAttribute("address", address);
        return "redirect:/people";
    }

    private static void addPermissions(User me, Model model) {
        model.addAttribute("longestReason", SuppressionList.LONGEST_REASON);
        model.addAttribute("mayNote", me.is(Role.AUTHOR) || me.is(Role.APPROVER) || me.is(Role.ADMIN));
    }
}
