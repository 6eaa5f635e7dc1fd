package org.belay.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.message.Blanks;
import org.belay.message.ShortValue;
import org.belay.platform.RelaySettings;
import org.belay.platform.Settings;
import org.belay.smtp.Content;
import org.belay.smtp.Transaction;

/** Builds SMTP transactions: the envelope, the identifiers, and the message with its placeholders filled. */
final class Envelopes {

    private static final byte[] EMPTY = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Settings settings;
    private final Dispatch dispatch;
    private final boolean individualReturnPath;
    private final MessageNames names;

    Envelopes(Dispatch dispatch, Settings settings) {
        this.settings = settings;
        this.dispatch = dispatch;
        this.names = new MessageNames(dispatch.token());
        this.individualReturnPath =
                settings.relayOf(dispatch.kind() == DispatchKind.CORRECTION).returnPath()
                        == RelaySettings.ReturnPath.EACH;
    }

    /**
     * @param load exactly the recipients who are marked
     * @throws Unrenderable if a recipient's values cannot be encoded in a mail, or the text is missing
     */
    Transaction transaction(Load load, Ledger.Marked marked, DotGate gate) {
        return transaction(load, Content.of(message(load, marked)), gate);
    }

    /** The same before the attempt is committed: the content waits for the commit when the relay asks for it. */
    Transaction transaction(Load load, Ledger.Marking marking, DotGate gate) {
        var content = Content.later(load.form().size(), () -> message(load, marking.await()));
        return transaction(load, content, gate);
    }

    /** The envelope id identifies a bounce where the return path cannot, if the relay supports DSN (RFC 3461). */
    private Transaction transaction(Load load, Content content, DotGate gate) {
        List<Waiting> people = load.people(); // in the order of their ordinals
        int last = people.get(people.size() - 1).ordinal();
        String name = TransactionName.of(dispatch.id(), people.get(0).ordinal(), last, names)
                .toString();
        String returnPath = individualReturnPath ? settings.bounceAddress(name) : settings.bounceAddress();
        return new Transaction(returnPath, addresses(load), content, gate, Optional.of(name));
    }

    private static List<String> addresses(Load load) {
        return load.people().stream().map(Waiting::address).toList();
    }

    /** Without an attempt the content is empty, and the gate holds it back. */
    private byte[] message(Load load, Ledger.Marked marked) {
        if (load.form() == null) {
            throw new Unrenderable("The text for this recipient (variant " + load.variant()
                    + ") is not in the database. Nothing was sent.");
        }
        if (marked.markers().isEmpty()) {
            return EMPTY;
        }
        Blanks blanks = load.form().personal() ? personal(load, marked.markers().get(0)) : shared(load, marked);
        try {
            return load.form().fill(blanks);
        } catch (RuntimeException | StackOverflowError e) {
            throw new Unrenderable(e);
        }
    }

    private Blanks personal(Load load, Marker marker) {
        Waiting person = load.people().get(0);
        return new Blanks(
                // the To header shows the name, and no reviewer has seen it: leave out a name that carries a message
                ShortValue.problem(person.name()).isPresent() ? "" : person.name(),
                person.address(),
                marker.dated(),
                names.messageId(person.ordinal(), marker.repair(), domain()),
                names.delivery(person.ordinal()),
                person.attributes());
    }

    /**
     * The same bytes for all recipients and for each resend. Only a repair has its own identifier and date, and is sent
     * to one recipient alone.
     */
    private Blanks shared(Load load, Ledger.Marked marked) {
        Waiting first = load.people().get(0);
        boolean repair = marked.markers().get(0).repair();
        Instant date = repair ? marked.markers().get(0).dated() : marked.batch().startedAt();
        return new Blanks(
                "",
                first.address(),
                date,
                repair
                        ? names.messageId(first.ordinal(), true, domain())
                        : names.sharedMessageId(load.variant(), domain()),
                repair ? names.delivery(first.ordinal()) : names.shared(load.variant()),
                Map.of());
    }

    private String domain() {
        return settings.sender().domain();
    }
}
