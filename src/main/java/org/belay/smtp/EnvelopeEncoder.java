package org.belay.smtp;

import java.util.Optional;
import org.belay.address.EmailAddress;
import org.belay.smtp.address.XtextEncoder;
import org.belay.smtp.wire.DotStuffing;

/** The commands for a transaction's envelope, and what of it cannot be sent to this relay. */
final class EnvelopeEncoder {
    private final SmtpTransaction transaction;
    private final EhloCapabilities relay;
    private final boolean eightBit;

    EnvelopeEncoder(SmtpTransaction transaction, EhloCapabilities relay) {
        this.transaction = transaction;
        this.relay = relay;
        this.eightBit = !transaction.content().later()
                && DotStuffing.isEightBit(transaction.content().bytes().get());
    }

    /** Why this message cannot be sent through this relay; known before any command is sent. */
    Optional<String> messageProblem() {
        int size = transaction.content().size();
        if (relay.size().isPresent() && size > relay.size().getAsLong()) {
            return Optional.of(String.format(
                    "the message has %,d bytes, and the relay accepts at most %,d",
                    size, relay.size().getAsLong()));
        }
        if (!EmailAddress.isAscii(transaction.returnPath()) && !relay.smtpUtf8()) {
            return Optional.of("the return path " + transaction.returnPath()
                    + " is not ASCII, and the relay does not offer SMTPUTF8");
        }
        return transaction.content().later()
                ? Optional.empty()
                : bodyProblem(transaction.content().bytes().get());
    }

    /** The same for the bytes of the message. */
    Optional<String> bodyProblem(byte[] message) {
        return DotStuffing.problem(message, relay.eightBit());
    }

    Optional<String> recipientProblem(int i) {
        String address = transaction.recipients().get(i);
        Optional<String> fault = SmtpTransaction.recipientProblem(address);
        if (fault.isEmpty() && !EmailAddress.isAscii(address) && !relay.smtpUtf8()) {
            return Optional.of("the address " + address + " needs SMTPUTF8, and the relay does not offer it");
        }
        return fault;
    }

    String mail() {
        var command = new StringBuilder("MAIL FROM:<")
                .append(transaction.returnPath())
                .append('>');
        if (relay.offers("SIZE")) {
            command.append(" SIZE=").append(transaction.content().size()); // before dots are doubled: RFC 1870 5
        }
        if (eightBit) {
            command.append(" BODY=8BITMIME");
        }
        if (relay.smtpUtf8() && needsUtf8()) {
            command.append(" SMTPUTF8");
        }
        if (relay.dsn()) {
            transaction
                    .envelopeId()
                    .ifPresent(id -> command.append(" RET=HDRS ENVID=").append(XtextEncoder.encode(id)));
        }
        return command.toString();
    }

    String rcpt(int i) {
        String address = transaction.recipients().get(i);
        boolean notify = relay.dsn() && transaction.envelopeId().isPresent();
        return "RCPT TO:<" + address + ">"
                + (notify ? " NOTIFY=FAILURE,DELAY ORCPT=" + XtextEncoder.encodeAddress(address) : "");
    }

    private boolean needsUtf8() {
        return !EmailAddress.isAscii(transaction.returnPath())
                || !transaction.recipients().stream().allMatch(EmailAddress::isAscii);
    }
}
