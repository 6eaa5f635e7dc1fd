package org.belay.message;

import java.util.Map;

/**
 * A placeholder for a recipient's value in a message.
 *
 * @param place position in the message, which decides the encoding of the value
 * @param attribute name of the recipient's attribute; empty for headers of the message itself
 * @param otherwise default value if the recipient does not have the attribute
 */
record MessagePlaceholder(PlaceholderPosition position, String attribute, String defaultValue) implements MessagePiece {

    enum PlaceholderPosition {
        TO,
        DATE,
        MESSAGE_ID,
        DELIVERY,
        SUBJECT,
        TEXT,
        HTML;
    }

    /** Whether it makes a copy one person's own. */
    boolean isPersons() {
        boolean ofMessage = position == PlaceholderPosition.DATE
                || position == PlaceholderPosition.MESSAGE_ID
                || position == PlaceholderPosition.DELIVERY;
        return !ofMessage && !isMailings(attribute);
    }

    /** Whether its value is known for all readers at once, when the mail is sent. No attribute of a person has a dot. */
    static boolean isMailings(String attribute) {
        return attribute.startsWith("mailing.");
    }

    static MessagePlaceholder header(PlaceholderPosition place) {
        return new MessagePlaceholder(place, "", "");
    }

    /** The value, not yet encoded; the default if the attribute is missing or blank. */
    String valueFrom(Map<String, String> attributes) {
        String value = attributes.get(attribute);
        return value == null || value.isBlank() ? defaultValue : value;
    }
}
