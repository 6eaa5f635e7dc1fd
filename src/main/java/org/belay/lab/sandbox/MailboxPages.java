package org.belay.lab.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.belay.lab.sandbox.mail.ConditionalOnSandboxMail;
import org.belay.lab.sandbox.mail.ParsedMail;
import org.belay.lab.sandbox.mail.SandboxMail;
import org.belay.lab.sandbox.mail.StaffMailboxes;
import org.belay.platform.ObjectNotFound;
import org.belay.web.format.FramedMail;
import org.jspecify.annotations.Nullable;
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
@ConditionalOnSandboxMail
class MailboxPages {
    static final int PAGE = 12;

    private final StaffMailboxes mailboxes;

    MailboxPages(StaffMailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    /** A row of the list. */
    public record MailboxRow(long number, String name, SandboxMail mail, String href) {}

    /** The search of the user; every link of the page contains it. */
    public record MailboxQuery(String q, String kind, int at) {
        String href(@Nullable Long mail) {
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
            return new MailboxQuery(q, otherKind, 1).list();
        }

        public String page(int otherPage) {
            return new MailboxQuery(q, kind, otherPage).list();
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
        var look = new MailboxQuery(q, kind, Math.max(1, page));
        var found = mailboxes.page(new StaffMailboxes.MailFilter(q, kindOf(kind)), (look.at() - 1) * PAGE, PAGE);
        List<MailboxRow> rows = found.mails().stream()
                .map(m -> new MailboxRow(m.number(), mailboxes.nameOf(m.recipient()), m, look.href(m.number())))
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
        SandboxMail mail = mailboxes
                .mail(number)
                .orElseThrow(() -> new ObjectNotFound("There is no mail number " + number + " in the staff mailbox."));
        return FramedMail.of(ParsedMail.of(mail).html(), FramedMail.Scheme.of(scheme));
    }

    private void open(SandboxMail mail, MailboxQuery look, Model model) {
        model.addAttribute("mail", mail);
        model.addAttribute("open", mail.number());
        model.addAttribute("letter", ParsedMail.of(mail));
        if (mail.kind() == SandboxMail.MailKind.CORRECTION) {
            mailboxes.noticeBefore(mail).ifPresent(notice -> {
                model.addAttribute("notice", notice);
                model.addAttribute("noticeHref", look.href(notice.number()));
            });
        }
    }

    private static Optional<SandboxMail.MailKind> kindOf(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "notice" -> Optional.of(SandboxMail.MailKind.NOTICE);
            case "correction" -> Optional.of(SandboxMail.MailKind.CORRECTION);
            default -> Optional.empty();
        };
    }
}
