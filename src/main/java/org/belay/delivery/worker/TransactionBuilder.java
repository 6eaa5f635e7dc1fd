package org.belay.delivery.worker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.address.EmailAddress;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.dispatch.MessageIdentifiers;
import org.belay.delivery.dispatch.SignedEnvelopeId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.ledger.MarkedAttempts;
import org.belay.delivery.ledger.PendingMark;
import org.belay.message.MessageTemplate;
import org.belay.message.PlaceholderRules;
import org.belay.message.RecipientValues;
import org.belay.platform.RelaySettings;
import org.belay.platform.Settings;
import org.belay.smtp.SmtpTransaction;
import org.belay.smtp.TransactionContent;

/** Builds SMTP transactions: the envelope, the identifiers, and the message with its placeholders filled. */
final class TransactionBuilder {

    private static final byte[] EMPTY = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Settings settings;
    private final Dispatch dispatch;
    private final boolean individualReturnPath;
    private final MessageIdentifiers names;

    TransactionBuilder(Dispatch dispatch, Settings settings) {
        this.settings = settings;
        this.dispatch = dispatch;
        this.names = new MessageIdentifiers(dispatch.token());
        this.individualReturnPath =
                settings.relayOf(dispatch.kind() == DispatchKind.CORRECTION).returnPath()
                        == RelaySettings.ReturnPathMode.EACH;
    }

    /**
     * @param load exactly the recipients who are marked
     * @throws UnrenderableMessage if a recipient's values cannot be encoded in a mail, or the text is missing
     */
    SmtpTransaction transaction(TransactionRecipients load, MarkedAttempts marked, AttemptGate gate) {
        return transaction(load, TransactionContent.of(message(load, marked)), gate);
    }

    /** The same before the attempt is committed: the content waits for the commit when the relay asks for it. */
    SmtpTransaction transaction(TransactionRecipients load, PendingMark marking, AttemptGate gate) {
        var content = TransactionContent.later(template(load).estimatedSize(), () -> message(load, marking.await()));
        return transaction(load, content, gate);
    }

    /** The envelope id identifies a bounce where the return path cannot, if the relay supports DSN (RFC 3461). */
    private SmtpTransaction transaction(TransactionRecipients load, TransactionContent content, AttemptGate gate) {
        List<DueRecipient> people = load.people(); // in the order of their ordinals
        int last = people.get(people.size() - 1).ordinal();
        String name = SignedEnvelopeId.of(dispatch.id(), people.get(0).ordinal(), last, names)
                .toString();
        String returnPath = individualReturnPath ? settings.bounceAddress(name) : settings.bounceAddress();
        return new SmtpTransaction(returnPath, addresses(load), content, gate, Optional.of(name));
    }

    private static List<String> addresses(TransactionRecipients load) {
        return load.people().stream().map(DueRecipient::address).toList();
    }

    /** Without an attempt the content is empty, and the gate holds it back. */
    private byte[] message(TransactionRecipients load, MarkedAttempts marked) {
        MessageTemplate template = template(load);
        if (marked.markers().isEmpty()) {
            return EMPTY;
        }
        try {
            return template.fill(
                    template.isPersonal() ? personal(load, marked.markers().get(0)) : shared(load, marked));
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnrenderableMessage(e);
        }
    }

    private static MessageTemplate template(TransactionRecipients load) {
        return load.template()
                .orElseThrow(() -> new UnrenderableMessage("The text for this recipient (variant " + load.variant()
                        + ") is not in the database. Nothing was sent."));
    }

    private RecipientValues personal(TransactionRecipients load, AttemptMarker marker) {
        DueRecipient person = load.people().get(0);
        return new RecipientValues(
                // the To header shows the name, and no reviewer has seen it: leave out a name that carries a message
                PlaceholderRules.problem(person.name()).isPresent() ? "" : person.name(),
                address(person),
                marker.messageDate(),
                names.messageId(person.ordinal(), marker.repair(), domain()),
                names.delivery(person.ordinal()),
                person.attributes());
    }

    /**
     * The same bytes for all recipients and for each resend. Only a repair has its own identifier and date, and is sent
     * to one recipient alone.
     */
    private RecipientValues shared(TransactionRecipients load, MarkedAttempts marked) {
        DueRecipient first = load.people().get(0);
        boolean repair = marked.markers().get(0).repair();
        Instant date =
                repair ? marked.markers().get(0).messageDate() : marked.batch().startedAt();
        return new RecipientValues(
                "",
                new EmailAddress(settings.sender().address()), // not printed: a shared text has no recipient's address
                date,
                repair
                        ? names.messageId(first.ordinal(), true, domain())
                        : names.sharedMessageId(load.variant(), domain()),
                repair ? names.delivery(first.ordinal()) : names.sharedDelivery(load.variant()),
                Map.of());
    }

    private static EmailAddress address(DueRecipient person) {
        return EmailAddress.find(person.address())
                .orElseThrow(() -> new UnrenderableMessage(
                        SmtpTransaction.recipientProblem(person.address()).orElseThrow()));
    }

    private String domain() {
        return settings.sender().domain();
    }
}
