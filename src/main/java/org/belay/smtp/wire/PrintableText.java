package org.belay.smtp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Makes bytes from outside printable: control characters and bytes that are not UTF-8 become {@code \xNN}. */
public final class PrintableText {
    private PrintableText() {}

    static String of(byte[] bytes, int from, int to) {
        try {
            return of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString());
        } catch (CharacterCodingException notText) {
            return escape(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1), 126);
        }
    }

    public static String of(String text) {
        return escape(text, Character.MAX_VALUE);
    }

    private static String escape(String text, int highest) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= highest && !Character.isISOControl(c)) {
                out.append(c);
            } else {
                out.append(String.format("\\x%02X", (int) c));
            }
        }
        return out.toString();
    }
}
