package org.belay.mailing.freeze;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.address.EmailAddress;
import org.belay.address.WrittenAddress;
import org.belay.audience.AudienceSnapshot;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.NewVariant;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.mailing.model.Draft;
import org.belay.mailing.store.MailingRow;
import org.belay.message.MessageIds;
import org.belay.message.MessageSpec;
import org.belay.message.MessageTemplate;
import org.belay.message.NamedAddress;
import org.belay.message.ThreadIndex;
import org.belay.platform.Settings;
import org.belay.template.CompiledPart;
import org.belay.template.MailVariant;
import org.belay.template.VariantAssignment;
import org.springframework.stereotype.Component;

/** Composes the bytes that are approved and sent: one message per variant. Notice and correction of a mailing share one mail thread. */
@Component
public class MailingFreezer {

    private final Dispatches dispatches;
    private final Settings settings;

    MailingFreezer(Dispatches dispatches, Settings settings) {
        this.dispatches = dispatches;
        this.settings = settings;
    }

    public DispatchId freeze(
            MailingRow mailing,
            DispatchKind kind,
            Optional<DispatchId> corrects,
            AudienceSnapshot snapshot,
            List<String> splitBy,
            CompiledPart compiled,
            String topic) {
        Map<Map<String, String>, Integer> assignments = new HashMap<>();
        for (VariantAssignment assignment : compiled.assignments()) {
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
                        MessageTemplate.compose(source(mailing, kind, v, topic))))
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

    private MessageSpec source(MailingRow mailing, DispatchKind kind, MailVariant variant, String topic) {
        Instant created = mailing.createdAt();
        String root =
                MessageIds.of(mailing.thread().toString(), settings.sender().domain());
        String index = ThreadIndex.root(mailing.thread(), created);
        return new MessageSpec(
                new NamedAddress(
                        settings.sender().name(),
                        new EmailAddress(settings.sender().address())),
                replyTo(mailing.draft()).map(address -> new NamedAddress("", address)),
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
    private Optional<NamedAddress> sharedTo(MailVariant variant, Draft draft) {
        EmailAddress contact =
                replyTo(draft).orElse(new EmailAddress(settings.sender().address()));
        return variant.personal()
                ? Optional.empty()
                : Optional.of(new NamedAddress((settings.organisation() + " staff").strip(), contact));
    }

    /** The Reply-To address: the contact of the mail, if the field "contact" starts with an address that every mail program can answer. */
    public static Optional<EmailAddress> replyTo(Draft draft) {
        return Optional.ofNullable(draft.values().get("contact"))
                .map(contact -> contact.split("[\\s<>,;]", 2)[0])
                .flatMap(WrittenAddress::find)
                .filter(address -> !address.needsUtf8()); // replies from any mail program must reach it
    }
}
