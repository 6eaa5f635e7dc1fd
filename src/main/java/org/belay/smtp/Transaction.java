package org.belay.smtp;

import java.util.List;
import java.util.Optional;

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
public record Transaction(
        String returnPath, List<String> recipients, Content content, Gate gate, Optional<String> envelopeId) {

    /** RFC 3461 4.4. */
    private static final int LONGEST_ENVELOPE_ID = 100;

    public Transaction {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("A transaction needs a recipient.");
        }
        Mailbox.fault(returnPath).filter(f -> !returnPath.isEmpty()).ifPresent(fault -> {
            throw new IllegalArgumentException("The return path \"" + Visible.of(returnPath) + "\" " + fault + ".");
        });
        envelopeId.filter(id -> !isValidEnvelopeId(id)).ifPresent(id -> {
            throw new IllegalArgumentException("The envelope id \"" + Visible.of(id)
                    + "\" must be printable ASCII of 1 to " + LONGEST_ENVELOPE_ID + " characters.");
        });
    }

    public Transaction(String returnPath, List<String> recipients, byte[] message, Gate gate) {
        this(returnPath, recipients, Content.of(message), gate, Optional.empty());
    }

    /** A transaction without a gate. */
    public static Transaction of(String returnPath, List<String> recipients, byte[] message) {
        return new Transaction(returnPath, recipients, message, Gate.OPEN);
    }

    /** The same, with an identifier that a bounce repeats. */
    public Transaction under(String id) {
        return new Transaction(returnPath, recipients, content, gate, Optional.of(id));
    }

    private static boolean isValidEnvelopeId(String id) {
        return !id.isEmpty() && Xtext.isPrintable(id) && Xtext.of(id).length() <= LONGEST_ENVELOPE_ID;
    }
}
