package org.belay.web;

import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.mailing.MailText;
import org.belay.mailing.MailingId;
import org.belay.mailing.MailingReport;
import org.belay.mailing.OpenedTexts;
import org.belay.platform.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The HTML of frozen mails and of previews, for the frames of the pages. */
@Controller
class MailPictures {
    private final MailingReport report;
    private final Previews previews;
    private final OpenedTexts opened;

    MailPictures(MailingReport report, Previews previews, OpenedTexts opened) {
        this.report = report;
        this.opened = opened;
        this.previews = previews;
    }

    /** A frame is fetched when it comes into view, and not while what it stands in is folded up: its reader has opened it. */
    @GetMapping("/mailings/{id}/mail/{kind}/{variant}")
    ResponseEntity<byte[]> frozen(
            @PathVariable MailingId id,
            @PathVariable String kind,
            @PathVariable int variant,
            @RequestParam(defaultValue = "light") String scheme,
            @AuthenticationPrincipal SignedIn me) {
        MailText text = report.variants(id, MailingPage.kind(kind)).stream()
                .filter(v -> v.number() == variant)
                .findFirst()
                .orElseThrow(() -> new NotFound("The " + kind + " of " + id + " has no text number " + variant + "."));
        if (me.user().is(Role.APPROVER)) opened.note(id, text, me.user());
        return MailPicture.of(text.html(), MailPicture.Scheme.of(scheme));
    }

    @GetMapping("/mailings/preview/{key}")
    ResponseEntity<byte[]> preview(@PathVariable String key, @RequestParam(defaultValue = "light") String scheme) {
        return MailPicture.of(previews.html(key), MailPicture.Scheme.of(scheme));
    }
}
