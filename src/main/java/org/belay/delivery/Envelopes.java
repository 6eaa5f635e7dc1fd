package org.belay.delivery;

import java.time.Instant;
import java.util.Map;
import org.belay.message.Blanks;
import org.belay.platform.Settings;
import org.belay.smtp.Transaction;

/** Makes SMTP transactions of loads: envelope, names, and the bytes with their slots filled. */
final class Envelopes {

    private final Settings settings;
    private MessageNames names;
    private String token;

    Envelopes(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param load exactly the people who are marked
     * @throws IllegalArgumentException where somebody's values cannot be written as a mail, or the text is missing
     */
    Transaction transaction(Load load, Ledger.Marked marked, DotGate gate) {
        if (load.form() == null) {
            throw new IllegalArgumentException("The text that this person was to read (variant " + load.variant()
                    + ") is not in the database. Nothing was sent.");
        }
        names(marked.batch());
        byte[] message =
                load.form().personal() ? personal(load, marked.markers().get(0)) : shared(load, marked);
        return new Transaction(
                settings.bounceAddress(),
                load.people().stream().map(Waiting::address).toList(),
                message,
                gate);
    }

    private byte[] personal(Load load, Marker marker) {
        Waiting person = load.people().get(0);
        return load.form()
                .fill(new Blanks(
                        person.name(),
                        person.address(),
                        marker.dated(),
                        names.messageId(person.ordinal(), marker.repair(), domain()),
                        names.delivery(person.ordinal()),
                        person.attributes()));
    }

    /** The same bytes for everybody and for every resend; only a repair has a name of its own, and then goes to one alone. */
    private byte[] shared(Load load, Ledger.Marked marked) {
        Waiting anyone = load.people().get(0);
        boolean repair = marked.markers().get(0).repair();
        Instant date = marked.batch().startedAt();
        return load.form()
                .fill(new Blanks(
                        "",
                        anyone.address(),
                        date,
                        repair
                                ? names.messageId(anyone.ordinal(), true, domain())
                                : names.sharedMessageId(load.variant(), domain()),
                        repair ? names.delivery(anyone.ordinal()) : names.shared(load.variant()),
                        Map.of()));
    }

    private void names(Batch batch) {
        if (!batch.token().equals(token)) {
            token = batch.token();
            names = new MessageNames(token);
        }
    }

    private String domain() {
        return settings.sender().domain();
    }
}
