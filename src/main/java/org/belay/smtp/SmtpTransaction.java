package org.belay.smtp;

import java.util.List;
import java.util.Optional;
import org.belay.address.EmailAddress;
import org.belay.smtp.address.XtextEncoder;
import org.belay.smtp.wire.PrintableText;

/**
 * One envelope and one message.
 *
 * @param returnPath address for bounces; empty for the null path
 * @param recipients in the order of the outcomes; domains in punycode
 * @param content the message
 * @param gate asked directly before the end of data
 * @param envelopeId identifier that a bounce repeats (ENVID, RFC 3461); with it, and if the relay announces DSN,
 *     reports of failures and delays are requested, and each recipient is named as written here. Printable ASCII
 */
public record SmtpTransaction(
        String returnPath,
        List<String> recipients,
        TransactionContent content,
        EndOfDataGate gate,
        Optional<String> envelopeId) {

    /** RFC 3461 4.4. */
    private static final int LONGEST_ENVELOPE_ID = 100;

    public SmtpTransaction {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("A transaction needs a recipient.");
        }
        EmailAddress.problem(returnPath).filter(f -> !returnPath.isEmpty()).ifPresent(fault -> {
            throw new IllegalArgumentException(
                    "The return path \"" + PrintableText.of(returnPath) + "\" " + fault + ".");
        });
        envelopeId.filter(id -> !isValidEnvelopeId(id)).ifPresent(id -> {
            throw new IllegalArgumentException("The envelope id \"" + PrintableText.of(id)
                    + "\" must be printable ASCII of 1 to " + LONGEST_ENVELOPE_ID + " characters.");
        });
    }

    public SmtpTransaction(String returnPath, List<String> recipients, byte[] message, EndOfDataGate gate) {
        this(returnPath, recipients, TransactionContent.of(message), gate, Optional.empty());
    }

    /** A transaction without a gate. */
    public static SmtpTransaction of(String returnPath, List<String> recipients, byte[] message) {
        return new SmtpTransaction(returnPath, recipients, message, EndOfDataGate.ALWAYS_OPEN);
    }

    /** The same, with an identifier that a bounce repeats. */
    public SmtpTransaction withEnvelopeId(String id) {
        return new SmtpTransaction(returnPath, recipients, content, gate, Optional.of(id));
    }

    /** Why no SMTP command can carry a recipient's address, for a person: {@code the address "ann" has no @}; empty if one can. */
    public static Optional<String> recipientProblem(String address) {
        return EmailAddress.problem(address).map(fault -> "the address \"" + PrintableText.of(address) + "\" " + fault);
    }

    private static boolean isValidEnvelopeId(String id) {
        return !id.isEmpty()
                && XtextEncoder.isPrintable(id)
                && XtextEncoder.encode(id).length() <= LONGEST_ENVELOPE_ID;
    }
}
