package org.belay.message;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.belay.placeholder.Placeholder;

/**
 * A placeholder in the bytes of a message, written {@code 0x01 POSITION [space name [= default]] 0x02} with name and default
 * percent-encoded. The two control bytes occur nowhere else in a message, and people can read the notation in a file.
 *
 * @param position decides the encoding of the value
 * @param value without a name in headers of the message itself
 */
record MessagePlaceholder(PlaceholderPosition position, Placeholder value) {
    static final byte OPEN = 1;
    static final byte CLOSE = 2;

    enum PlaceholderPosition {
        TO,
        DATE,
        MESSAGE_ID,
        DELIVERY,
        SUBJECT,
        TEXT,
        HTML;
    }

    static MessagePlaceholder header(PlaceholderPosition position) {
        return new MessagePlaceholder(position, new Placeholder("", ""));
    }

    /** @param inside the characters between the two control bytes */
    static MessagePlaceholder read(String inside) {
        String[] parts = inside.split("[ =]", 3);
        return new MessagePlaceholder(
                PlaceholderPosition.valueOf(parts[0]),
                new Placeholder(parts.length < 2 ? "" : decode(parts[1]), parts.length < 3 ? "" : decode(parts[2])));
    }

    String notation() {
        String name = value.name().isEmpty() ? "" : " " + encode(value.name());
        String defaultValue = value.defaultValue().isEmpty() ? "" : "=" + encode(value.defaultValue());
        return (char) OPEN + position.name() + name + defaultValue + (char) CLOSE;
    }

    /** Whether it makes a copy one person's own. */
    boolean isPersonal() {
        return switch (position) {
            case DATE, MESSAGE_ID, DELIVERY -> false;
            default -> !value.isOfMailing();
        };
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
