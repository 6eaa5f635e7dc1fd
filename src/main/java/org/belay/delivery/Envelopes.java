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

/** Makes SMTP transactions of loads: envelope, names, and the bytes with their slots filled. */
final class Envelopes {

    private static final byte[] NOTHING = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Settings settings;
    private final Dispatch dispatch;
    private final boolean eachItsReturnPath;
    private final MessageNames names;

    Envelopes(Dispatch dispatch, Settings settings) {
        this.settings = settings;
        this.dispatch = dispatch;
        this.names = new MessageNames(dispatch.token());
        this.eachItsReturnPath =
                settings.relayOf(dispatch.kind() == DispatchKind.CORRECTION).returnPath()
                        == RelaySettings.ReturnPath.EACH;
    }

    /**
     * @param load exactly the people who are marked
     * @throws Unrenderable where a person's values cannot be written as a mail, or the text is missing
     */
    Transaction transaction(Load load, Ledger.Marked marked, DotGate gate) {
        return transaction(load, Content.of(message(load, marked)), gate);
    }

    /** The same before the marker is there: it is awaited when the relay waits for the message. */
    Transaction transaction(Load load, Ledger.Marking marking, DotGate gate) {
        var content = Content.later(load.form().size(), () -> message(load, marking.await()));
        return transaction(load, content, gate);
    }

    /** Where the return path cannot tell what a bounce is about, the envelope id can, if the relay knows DSN. */
    private Transaction transaction(Load load, Content content, DotGate gate) {
        List<Waiting> people = load.people(); // in the order of their ordinals
        int last = people.get(people.size() - 1).ordinal();
        String name = TransactionName.of(dispatch.id(), people.get(0).ordinal(), last, names)
                .toString();
        String returnPath = eachItsReturnPath ? settings.bounceAddress(name) : settings.bounceAddress();
        return new Transaction(returnPath, addresses(load), content, gate, Optional.of(name));
    }

    private static List<String> addresses(Load load) {
        return load.people().stream().map(Waiting::address).toList();
    }

    /** Without a marker it is nobody's, and the gate keeps it back. */
    private byte[] message(Load load, Ledger.Marked marked) {
        if (load.form() == null) {
            throw new Unrenderable("The text that this person was to read (variant " + load.variant()
                    + ") is not in the database. Nothing was sent.");
        }
        if (marked.markers().isEmpty()) {
            return NOTHING;
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
                // the To header shows it, and no reviewer has seen it: a name that carries a message stays out
                ShortValue.problem(person.name()).isPresent() ? "" : person.name(),
                person.address(),
                marker.dated(),
                names.messageId(person.ordinal(), marker.repair(), domain()),
                names.delivery(person.ordinal()),
                person.attributes());
    }

    /** The same bytes for everybody and for every resend; only a repair has its own name and date, and then goes to one alone. */
    private Blanks shared(Load load, Ledger.Marked marked) {
        Waiting anyone = load.people().get(0);
        boolean repair = marked.markers().get(0).repair();
        Instant date = repair ? marked.markers().get(0).dated() : marked.batch().startedAt();
        return new Blanks(
                "",
                anyone.address(),
                date,
                repair
                        ? names.messageId(anyone.ordinal(), true, domain())
                        : names.sharedMessageId(load.variant(), domain()),
                repair ? names.delivery(anyone.ordinal()) : names.shared(load.variant()),
                Map.of());
    }

    private String domain() {
        return settings.sender().domain();
    }
}
