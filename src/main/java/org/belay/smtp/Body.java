package org.belay.smtp;

import java.util.Arrays;
import java.util.Optional;

/** A message as it goes over the wire: dots doubled at the beginning of lines, without its last line end (RFC 5321 4.5.2). */
final class Body {
    /** The end of the last line, the dot, its own line end. It goes alone: before it nothing is complete. */
    static final byte[] DOT = {'\r', '\n', '.', '\r', '\n'};

    private static final int LONGEST_LINE = 998;

    private Body() {}

    /**
     * Why it must not be sent; empty if it may. A bare CR or LF could be taken by some relay for the end of the message,
     * and what follows for another one ("smuggling").
     */
    static Optional<String> fault(byte[] message, boolean eightBit) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < message.length; i++) {
            byte b = message[i];
            if (b > '\r' || b < 0 && eightBit) {
                continue; // nearly every byte
            }
            if (b < 0) {
                return Optional.of(
                        "line " + line + " of the message is not 7-bit, and the relay does not offer 8BITMIME");
            }
            if (b == 0) {
                return Optional.of("line " + line + " of the message contains a NUL");
            }
            boolean end = b == '\r' && i + 1 < message.length && message[i + 1] == '\n';
            if (end) {
                if (i - start > LONGEST_LINE) {
                    return Optional.of(
                            "line " + line + " of the message is longer than " + LONGEST_LINE + " characters");
                }
                i++;
                line++;
                start = i + 1;
            } else if (b == '\r' || b == '\n') {
                return Optional.of("line " + line + " of the message has a bare " + (b == '\r' ? "CR" : "LF"));
            }
        }
        if (message.length - start > LONGEST_LINE) {
            return Optional.of("line " + line + " of the message is longer than " + LONGEST_LINE + " characters");
        }
        return message.length == 0 ? Optional.of("the message is empty") : Optional.empty();
    }

    static boolean isEightBit(byte[] message) {
        for (byte b : message) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    /** The bytes before {@link #DOT}. */
    static byte[] stuffed(byte[] message) {
        int end = message.length;
        if (end >= 2 && message[end - 2] == '\r' && message[end - 1] == '\n') {
            end -= 2; // the dot brings it
        }
        int dots = 0;
        for (int i = 0; i < end; i++) {
            if (message[i] == '.' && beginsLine(message, i)) {
                dots++;
            }
        }
        if (dots == 0) {
            return end == message.length ? message : Arrays.copyOf(message, end);
        }
        byte[] stuffed = new byte[end + dots];
        int copied = 0;
        int o = 0;
        for (int i = 0; i < end; i++) {
            if (message[i] == '.' && beginsLine(message, i)) {
                System.arraycopy(message, copied, stuffed, o, i - copied);
                o += i - copied;
                stuffed[o++] = '.';
                copied = i;
            }
        }
        System.arraycopy(message, copied, stuffed, o, end - copied);
        return stuffed;
    }

    private static boolean beginsLine(byte[] message, int at) {
        return at == 0 || message[at - 1] == '\n';
    }
}
