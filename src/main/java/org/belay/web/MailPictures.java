package org.belay.web;

import org.belay.mailing.MailingId;
import org.belay.mailing.MailingReport;
import org.belay.platform.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The HTML of frozen mails and of previews, for the frames of the pages. */
@Controller
class MailPictures {
    private final MailingReport report;
    private final Previews previews;

    MailPictures(MailingReport report, Previews previews) {
        this.report = report;
        this.previews = previews;
    }

    @GetMapping("/mailings/{id}/mail/{kind}/{variant}")
    ResponseEntity<byte[]> frozen(
            @PathVariable MailingId id,
            @PathVariable String kind,
            @PathVariable int variant,
            @RequestParam(defaultValue = "light") String scheme) {
        return report.variants(id, MailingPage.kind(kind)).stream()
                .filter(v -> v.number() == variant)
                .findFirst()
                .map(v -> MailPicture.of(v.html(), MailPicture.Scheme.of(scheme)))
                .orElseThrow(() -> new NotFound("The " + kind + " of " + id + " has no text number " + variant + "."));
    }

    @GetMapping("/mailings/preview/{key}")
    ResponseEntity<byte[]> preview(@PathVariable String key, @RequestParam(defaultValue = "light") String scheme) {
        return MailPicture.of(previews.html(key), MailPicture.Scheme.of(scheme));
    }
}
