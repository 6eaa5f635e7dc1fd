package org.belay.message;

import java.time.Instant;
import java.util.Map;

/**
 * What one person's copy has of its own.
 *
 * @param toName the name in the To header; empty for the bare address
 * @param toAddress the address in the To header; the envelope is the wire's
 * @param date the Date header; the same for every copy of a delivery that is sent again
 * @param messageId with its angle brackets (see {@link MessageIds}); the same for every copy of a delivery
 * @param deliveryToken the Belay-Delivery header
 * @param attributes the person's attributes by name
 * @throws IllegalArgumentException where a value cannot stand in its header; nothing of it was written
 */
public record Blanks(
        String toName,
        String toAddress,
        Instant date,
        String messageId,
        String deliveryToken,
        Map<String, String> attributes) {
    public Blanks {
        AddressSyntax.require(toAddress);
        MessageIds.require(messageId);
        if (!isPrintable(deliveryToken)) {
            throw new IllegalArgumentException("A delivery token is printable ASCII without spaces.");
        }
    }

    private static boolean isPrintable(String token) {
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c <= ' ' || c >= 0x7f) return false;
        }
        return !token.isEmpty();
    }
}
