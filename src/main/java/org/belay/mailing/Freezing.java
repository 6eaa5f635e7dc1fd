package org.belay.mailing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.belay.audience.Snapshot;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.Dispatches;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.NewVariant;
import org.belay.message.Form;
import org.belay.message.Letter;
import org.belay.message.Mailbox;
import org.belay.message.MessageIds;
import org.belay.message.ThreadIndex;
import org.belay.platform.Settings;
import org.belay.template.Assignment;
import org.belay.template.Compiled;
import org.belay.template.Variant;
import org.springframework.stereotype.Component;

/** Composes the bytes that are approved and sent: one message per variant. Notice and correction of a mailing share one mail thread. */
@Component
class Freezing {

    private static final Pattern ONE_ADDRESS = Pattern.compile("^[^\\s<>@,;]++@[^\\s<>@,;]+");

    private final Dispatches dispatches;
    private final Settings settings;

    Freezing(Dispatches dispatches, Settings settings) {
        this.dispatches = dispatches;
        this.settings = settings;
    }

    DispatchId freeze(
            MailingStore.Row mailing,
            DispatchKind kind,
            Optional<DispatchId> corrects,
            Snapshot snapshot,
            List<String> splitBy,
            Compiled compiled,
            String topic) {
        Map<Map<String, String>, Integer> assignments = new HashMap<>();
        for (Assignment assignment : compiled.assignments()) {
            assignments.put(assignment.values(), assignment.variant());
        }
        List<NewVariant> variants = compiled.variants().stream()
                .map(v -> new NewVariant(
                        v.number(),
                        v.language(),
                        v.condition(),
                        v.people(),
                        v.subject(),
                        v.html(),
                        v.text(),
                        Form.compose(source(mailing, kind, v, topic))))
                .toList();
        int pace = kind == DispatchKind.NOTICE ? mailing.draft().pace() : 0;
        return dispatches.prepare(new NewDispatch(
                mailing.id().value(),
                kind,
                corrects,
                snapshot.id(),
                snapshot.people(),
                pace,
                splitBy,
                variants,
                assignments));
    }

    private Letter source(MailingStore.Row mailing, DispatchKind kind, Variant variant, String topic) {
        Instant created = mailing.createdAt();
        String root =
                MessageIds.of(mailing.thread().toString(), settings.sender().domain());
        String index = ThreadIndex.root(mailing.thread(), created);
        return new Letter(
                new Mailbox(settings.sender().name(), settings.sender().address()),
                contact(mailing.draft()),
                kind == DispatchKind.CORRECTION ? sharedTo(variant, mailing.draft()) : Optional.empty(),
                variant.subject(),
                variant.html(),
                variant.text(),
                variant.language(),
                topic,
                kind == DispatchKind.NOTICE ? index : ThreadIndex.reply(index, created),
                List.of(root),
                Optional.of(root),
                Map.of("Belay-Kind", kind.name().toLowerCase(java.util.Locale.ROOT)));
    }

    /** The To header of a correction without personal values. It goes to many people in one transaction, so it must not contain the address of one. */
    private Optional<Mailbox> sharedTo(Variant variant, Draft draft) {
        Mailbox contact =
                contact(draft).orElse(new Mailbox("", settings.sender().address()));
        return variant.personal()
                ? Optional.empty()
                : Optional.of(new Mailbox((settings.organisation() + " staff").strip(), contact.address()));
    }

    /** The Reply-To address: the contact of the mail, if the field "contact" starts with an address. */
    static Optional<Mailbox> contact(Draft draft) {
        return Optional.ofNullable(draft.values().get("contact"))
                .map(ONE_ADDRESS::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found -> new Mailbox("", found.group()));
    }
}
