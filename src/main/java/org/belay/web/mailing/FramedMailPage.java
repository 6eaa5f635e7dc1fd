package org.belay.web.mailing;

import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.mailing.MailingReport;
import org.belay.mailing.OpenedTexts;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.VariantText;
import org.belay.platform.ObjectNotFound;
import org.belay.web.format.FramedMail;
import org.belay.web.format.PreviewCache;
import org.belay.web.text.Messages;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Serves the HTML of frozen mails and of previews to the frames of the pages. */
@Controller
class FramedMailPage {
    private final MailingReport report;
    private final PreviewCache previews;
    private final OpenedTexts opened;
    private final Messages messages;

    FramedMailPage(MailingReport report, PreviewCache previews, OpenedTexts opened, Messages messages) {
        this.report = report;
        this.opened = opened;
        this.messages = messages;
        this.previews = previews;
    }

    /** A browser loads a lazy frame only when it becomes visible, so a request means that the reader has opened the text. */
    @GetMapping("/mailings/{id}/mail/{kind}/{variant}")
    ResponseEntity<byte[]> frozen(
            @PathVariable MailingId id,
            @PathVariable String kind,
            @PathVariable int variant,
            @RequestParam(defaultValue = "light") String scheme,
            @AuthenticationPrincipal SignedIn me) {
        VariantText text = report.variants(id, MailingPage.kind(kind)).stream()
                .filter(v -> v.number() == variant)
                .findFirst()
                .orElseThrow(() -> new ObjectNotFound(messages.text("mailing.no-variant", id.toString(), variant)));
        if (me.user().is(Role.APPROVER)) opened.noteOpened(id, text, me.user());
        return FramedMail.of(text.html(), FramedMail.Scheme.of(scheme));
    }

    @GetMapping("/mailings/preview/{key}")
    ResponseEntity<byte[]> preview(@PathVariable String key, @RequestParam(defaultValue = "light") String scheme) {
        return FramedMail.of(previews.html(key), FramedMail.Scheme.of(scheme));
    }
}
