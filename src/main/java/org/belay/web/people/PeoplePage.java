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
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.web.format.AccountNames;
import org.belay.web.format.PersonLinks;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
    private final PersonLinks links;

    PeoplePage(
            MailingReport report,
            SuppressionList suppressed,
            AccountNames people,
            PeopleSearch search,
            PersonLinks links) {
        this.links = links;
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

    /** Leads to the page of the only person found, or to a list. What was typed is in no URL. */
    @PostMapping("/find")
    String find(@RequestParam String q) {
        String words = q.strip().replaceAll("\\s+", " ");
        if (words.contains("@") && !report.deliveriesTo(words).isEmpty()) {
            return "redirect:" + links.person(words);
        }
        List<PeopleSearch.FoundPerson> found = search.find(words, "", 2);
        return "redirect:" + (found.size() == 1 ? links.person(found.get(0).address()) : links.found("", words));
    }

    @GetMapping("/found/{search}")
    String found(@PathVariable("search") String id, Model model) {
        String[] parts = opened(id).split("\n", 2);
        if (parts.length < 2) {
            throw unknown();
        }
        List<PeopleSearch.FoundPerson> found = search.find(parts[1], parts[0], SHOWN + 1);
        model.addAttribute("after", parts[0]);
        model.addAttribute("q", parts[1]);
        model.addAttribute("found", found.stream().limit(SHOWN).toList());
        model.addAttribute("more", found.size() > SHOWN);
        return "people-found";
    }

    @GetMapping("/of/{person}")
    String person(@PathVariable("person") String id, @AuthenticationPrincipal SignedIn me, Model model) {
        String wanted = opened(id);
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
            return "redirect:" + links.person(noted.address());
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            next.addFlashAttribute("address", address);
            next.addFlashAttribute("reason", reason);
            return "redirect:/people";
        }
    }

    @PostMapping("/return")
    String comeBack(@RequestParam String address, @AuthenticationPrincipal SignedIn me) {
        suppressed.unsuppress(address, me.user());
        return "redirect:" + links.person(address);
    }

    private String opened(String id) {
        return links.opened(id).orElseThrow(PeoplePage::unknown);
    }

    private static ObjectNotFound unknown() {
        return new ObjectNotFound("This link leads to no person. Search for the person on the page People.");
    }

    private static void addPermissions(User me, Model model) {
        model.addAttribute("longestReason", SuppressionList.LONGEST_REASON);
        model.addAttribute("mayNote", me.is(Role.AUTHOR) || me.is(Role.APPROVER) || me.is(Role.ADMIN));
    }
}
