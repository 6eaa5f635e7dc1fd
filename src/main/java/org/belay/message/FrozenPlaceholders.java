package org.belay.message;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The notation of placeholders in frozen bytes: {@code 0x01 POSITION [space name [= default]] 0x02}, with name and default
 * percent-encoded. The two control bytes occur nowhere else in a message, and people can read the notation in a file.
 */
final class FrozenPlaceholders {
    static final byte OPEN = 1;
    static final byte CLOSE = 2;

    private FrozenPlaceholders() {}

    static String of(MessagePlaceholder slot) {
        var mark = new StringBuilder().append((char) OPEN).append(slot.position());
        if (!slot.attribute().isEmpty()) {
            mark.append(' ').append(encode(slot.attribute()));
            if (!slot.defaultValue().isEmpty()) {
                mark.append('=').append(encode(slot.defaultValue()));
            }
        }
        return mark.append((char) CLOSE).toString();
    }

    /** @param inside the characters between the two control bytes */
    static MessagePlaceholder read(String inside) {
        int space = inside.indexOf(' ');
        if (space < 0) {
            return MessagePlaceholder.header(MessagePlaceholder.PlaceholderPosition.valueOf(inside));
        }
        int equals = inside.indexOf('=', space);
        int end = equals < 0 ? inside.length() : equals;
        return new MessagePlaceholder(
                MessagePlaceholder.PlaceholderPosition.valueOf(inside.substring(0, space)),
                decode(inside.substring(space + 1, end)),
                equals < 0 ? "" : decode(inside.substring(equals + 1)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
