package org.belay.web;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.delivery.DispatchId;
import org.belay.mailing.MailingId;
import org.belay.mailing.Mailings;
import org.belay.platform.Refused;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The buttons of a mailing. Each does one thing and shows the mailing again; what was refused is said there. */
@Controller
class MailingActs {
    private final Mailings mailings;

    MailingActs(Mailings mailings) {
        this.mailings = mailings;
    }

    @PostMapping("/mailings/{id}/submit")
    String submit(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.submit(id, Map.of(), me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/approve")
    String approve(
            @PathVariable MailingId id,
            @RequestParam String count,
            @RequestParam long read,
            @AuthenticationPrincipal SignedIn me) {
        mailings.approve(id, people(count), Optional.of(new DispatchId(read)), me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/return")
    String sendBack(@PathVariable MailingId id, @RequestParam String reason, @AuthenticationPrincipal SignedIn me) {
        mailings.sendBack(id, reason, me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/schedule")
    String schedule(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.schedule(id, me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/reschedule")
    String reschedule(
            @PathVariable MailingId id,
            @RequestParam String at,
            @RequestParam String zone,
            @AuthenticationPrincipal SignedIn me) {
        mailings.reschedule(id, time(at, zone), me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/cancel")
    String cancel(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.cancel(id, me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/stop")
    String stop(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.stop(id, me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/resume")
    String resume(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.resume(id, me.user());
        return shown(id);
    }

    static String shown(MailingId id) {
        return "redirect:/mailings/" + id;
    }

    /** As people type it: 2431, 2,431, 2.431 or 2 431. */
    static long people(String typed) {
        String digits = typed.replaceAll("[\\s,.'’\\u00A0\\u202F]", "");
        if (!digits.matches("\\d{1,12}")) {
            throw new Refused("\"" + typed.strip()
                    + "\" is not a number of people. Nothing was approved. Type it in digits, as 2,431.");
        }
        return Long.parseLong(digits);
    }

    static ZonedDateTime time(String local, String zone) {
        try {
            return LocalDateTime.parse(local).atZone(ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new Refused(
                    "\"" + local + "\" is not a date and a time. Nothing was changed. Write it as 2026-12-08T09:00.");
        }
    }
}
