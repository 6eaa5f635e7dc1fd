package org.belay.message;

import java.time.Instant;
import java.util.Map;
import org.belay.address.EmailAddress;

/**
 * The values for one recipient's copy of a message.
 *
 * @param toName display name in the To header; empty for the address alone
 * @param toAddress address in the To header; the SMTP envelope is set elsewhere
 * @param date the Date header; the same in every attempt of a delivery
 * @param messageId the Message-ID with angle brackets, see {@link MessageIds}; the same in every attempt of a delivery
 * @param deliveryToken the Belay-Delivery header: printable ASCII without spaces
 * @param attributes the recipient's attributes, by name
 * @throws IllegalArgumentException if a value is not allowed in its header
 */
public record RecipientValues(
        String toName,
        EmailAddress toAddress,
        Instant date,
        String messageId,
        String deliveryToken,
        Map<String, String> attributes) {
    public RecipientValues {
        MessageIds.require(messageId);
        if (!isPrintable(deliveryToken)) {
            throw new IllegalArgumentException("A delivery token must be printable ASCII without spaces.");
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
