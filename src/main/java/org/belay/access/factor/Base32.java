package org.belay.access.factor;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Base32 without padding (RFC 4648 6). */
final class Base32 {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int MOST = 128;

    private Base32() {}

    static String encode(byte[] bytes) {
        var text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte one : bytes) {
            buffer = (buffer << 8) | (one & 0xFF);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(DIGITS.charAt((buffer >> bits) & 31));
            }
            buffer &= 0xFF;
        }
        return bits == 0
                ? text.toString()
                : text.append(DIGITS.charAt((buffer << (5 - bits)) & 31)).toString();
    }

    /** Empty if the text has other characters or is too long. */
    static Optional<byte[]> decode(String text) {
        var bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (char one : text.toCharArray()) {
            int digit = DIGITS.indexOf(one);
            if (digit < 0 || bytes.size() > MOST) {
                return Optional.empty();
            }
            buffer = ((buffer << 5) | digit) & 0xFFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(buffer >> bits);
            }
        }
        return Optional.of(bytes.toByteArray());
    }
}
