package org.belay.smtp;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One envelope and one message.
 *
 * @param returnPath where bounces go; empty for the null path
 * @param recipients in the order in which outcomes are told; domains as punycode
 * @param message the finished bytes, lines ended by CRLF; not copied, not changed afterwards by either side
 * @param mayDot asked once, when all but the final dot has left our hands; false closes the connection there, and nobody
 *     gets it. The last moment to write down that the dot is about to go
 */
public record Transaction(String returnPath, List<String> recipients, byte[] message, BooleanSupplier mayDot) {
    public Transaction {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("A transaction needs a recipient.");
        }
        Mailbox.fault(returnPath).filter(f -> !returnPath.isEmpty()).ifPresent(fault -> {
            throw new IllegalArgumentException("The return path \"" + Visible.of(returnPath) + "\" " + fault + ".");
        });
    }

    /** One that may always dot. */
    public static Transaction of(String returnPath, List<String> recipients, byte[] message) {
        return new Transaction(returnPath, recipients, message, () -> true);
    }
}
