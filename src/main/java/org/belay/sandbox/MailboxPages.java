package org.belay.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.belay.platform.NotFound;
import org.belay.web.MailPicture;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The page with the staff mailboxes: all mails, their recipients, and the source of each mail. */
@Controller
@OwnMailServer
class MailboxPages {
    static final int PAGE = 12;

    private final Mailboxes mailboxes;

    MailboxPages(Mailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    /** A row of the list. */
    public record Row(long number, String name, Mail mail, String href) {}

    /** The search of the user; every link of the page contains it. */
    public record Look(String q, String kind, int at) {
        String href(Long mail) {
            var uri = UriComponentsBuilder.fromPath("/sandbox/mailbox");
            if (!q.isBlank()) {
                uri.queryParam("q", "{q}");
            }
            if (!kind.isBlank()) {
                uri.queryParam("kind", kind);
            }
            if (at > 1) {
                uri.queryParam("page", at);
            }
            if (mail != null) {
                uri.queryParam("mail", mail).fragment("message");
            }
            return (q.isBlank() ? uri.build() : uri.encode().buildAndExpand(q)).toUriString();
        }

        public String list() {
            return href(null);
        }

        public String of(String otherKind) {
            return new Look(q, otherKind, 1).list();
        }

        public String page(int otherPage) {
            return new Look(q, kind, otherPage).list();
        }
    }

    @GetMapping("/sandbox/mailbox")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) Long mail,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
            Model model) {
        var look = new Look(q, kind, Math.max(1, page));
        var found = mailboxes.page(new Mailboxes.Wish(q, kindOf(kind)), (look.at() - 1) * PAGE, PAGE);
        List<Row> rows = found.mails().stream()
                .map(m -> new Row(m.number(), mailboxes.nameOf(m.recipient()), m, look.href(m.number())))
                .toList();
        model.addAttribute("look", look);
        model.addAttribute("rows", rows);
        model.addAttribute("total", found.total());
        model.addAttribute("first", found.offset() + 1);
        model.addAttribute("last", found.offset() + rows.size());
        model.addAttribute("tally", mailboxes.tally());
        model.addAttribute("open", mail == null ? -1L : mail);
        model.addAttribute("fragment", fragment);
        if (fragment) {
            return "mailbox-list";
        }
        (mail == null ? found.mails().stream().findFirst() : mailboxes.mail(mail)).ifPresent(m -> open(m, look, model));
        return "mailbox";
    }

    @GetMapping("/sandbox/mailbox/{number}/html")
    ResponseEntity<byte[]> html(@PathVariable long number, @RequestParam(defaultValue = "light") String scheme) {
        Mail mail = mailboxes
                .mail(number)
                .orElseThrow(() -> new NotFound("There is no mail number " + number + " in the staff mailbox."));
        return MailPicture.of(OpenMail.of(mail).html(), MailPicture.Scheme.of(scheme));
    }

    private void open(Mail mail, Look look, Model model) {
        model.addAttribute("mail", mail);
        model.addAttribute("open", mail.number());
        model.addAttribute("letter", OpenMail.of(mail));
        if (mail.kind() == Mail.Kind.CORRECTION) {
            mailboxes.noticeBefore(mail).ifPresent(notice -> {
                model.addAttribute("notice", notice);
                model.addAttribute("noticeHref", look.href(notice.number()));
            });
        }
    }

    private static Optional<Mail.Kind> kindOf(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "notice" -> Optional.of(Mail.Kind.NOTICE);
            case "correction" -> Optional.of(Mail.Kind.CORRECTION);
            default -> Optional.empty();
        };
    }
}
