package org.belay.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.belay.platform.ObjectNotFound;
import org.belay.response.mailbox.BounceMailboxes;
import org.belay.response.mailbox.MailboxKind;
import org.belay.response.mailbox.MailboxState;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The mailboxes that Belay reads bounces from; for administrators. */
@RestController
@RequestMapping("/api/v1/reports/mailboxes")
class BounceMailboxesApi {
    private final BounceMailboxes mailboxes;

    BounceMailboxesApi(BounceMailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    record MailboxList(List<Map<String, Object>> mailboxes) {}

    record MailboxTest(List<String> steps) {}

    @GetMapping
    MailboxList list() {
        return new MailboxList(
                mailboxes.states().stream().map(BounceMailboxesApi::view).toList());
    }

    /** Tries to read a mailbox. Changes no message. */
    @PostMapping("/{kind}/test")
    MailboxTest test(@PathVariable String kind) {
        MailboxKind which = Arrays.stream(MailboxKind.values())
                .filter(one -> one.name().equalsIgnoreCase(kind))
                .findFirst()
                .orElseThrow(() -> new ObjectNotFound(
                        "There is no kind of mailbox \"" + kind + "\"; it is imap, maildir or lmtp."));
        return new MailboxTest(mailboxes.test(which));
    }

    private static Map<String, Object> view(MailboxState state) {
        var view = new LinkedHashMap<String, Object>();
        view.put("kind", state.kind().name().toLowerCase(Locale.ROOT));
        view.put("place", state.place());
        view.put("lastReadAt", state.lastReadAt().orElse(null));
        view.put("failingSince", state.failingSince().orElse(null));
        view.put("problem", state.problem());
        view.put("received", state.received());
        return view;
    }
}
