package org.belay.message;

import java.util.Map;

/**
 * A place that is a person's own.
 *
 * @param place where it stands, and so how its value is written
 * @param attribute the person's attribute; empty for the header slots of the message itself
 * @param otherwise what stands there when the person has no such attribute
 */
record Slot(Place place, String attribute, String otherwise) implements Piece {

    enum Place {
        TO,
        DATE,
        MESSAGE_ID,
        DELIVERY,
        SUBJECT,
        TEXT,
        HTML;

        boolean isPersons() {
            return this == TO || this == SUBJECT || this == TEXT || this == HTML;
        }
    }

    static Slot header(Place place) {
        return new Slot(place, "", "");
    }

    /** The raw value: an attribute that is missing or blank is one the person does not have. */
    String valueFrom(Map<String, String> attributes) {
        String value = attributes.get(attribute);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
