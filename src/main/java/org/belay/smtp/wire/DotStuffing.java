package org.belay.smtp.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A message in its transfer form: dots doubled at the beginning of lines; the end of the last line belongs to the end
 * of data (RFC 5321 4.5.2).
 */
public final class DotStuffing {
    /** The end of the last line, the dot and its line end. Sent on its own: before it the message is not complete. */
    static final byte[] END_OF_DATA = {'\r', '\n', '.', '\r', '\n'};

    private static final int LONGEST_LINE = 998;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long TOP_BITS = 0x80808080_80808080L;
    private static final long ABOVE_CR = 0x0E0E0E0E_0E0E0E0EL;

    private DotStuffing() {}

    /**
     * Why the message must not be sent; empty if it may. Some relay could take a bare CR or LF for the end of the
     * message, and what follows for another message ("SMTP smuggling").
     */
    public static Optional<String> problem(byte[] message, boolean eightBit) {
        int line = 1;
        int start = 0;
        for (int i = next(message, 0); i < message.length; i = next(message, i + 1)) {
            byte b = message[i];
            if (b < 0 && eightBit) {
                continue;
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

    public static boolean isEightBit(byte[] message) {
        for (byte b : message) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    /** Number of bytes to send before {@link #END_OF_DATA}, which includes the end of the last line. */
    public static int withoutLastLineEnd(byte[] message) {
        int end = message.length - 2;
        return end >= 0 && message[end] == '\r' && message[end + 1] == '\n' ? end : message.length;
    }

    /** The message with dots doubled at the beginning of lines; the same array if there are none. */
    public static byte[] stuff(byte[] message) {
        int dots = 0;
        for (int line = 0; line < message.length; line = nextLine(message, line)) {
            if (message[line] == '.') {
                dots++;
            }
        }
        if (dots == 0) {
            return message;
        }
        byte[] stuffed = new byte[message.length + dots];
        int copied = 0;
        int o = 0;
        for (int line = 0; line < message.length; line = nextLine(message, line)) {
            if (message[line] == '.') {
                System.arraycopy(message, copied, stuffed, o, line - copied);
                o += line - copied;
                stuffed[o++] = '.';
                copied = line;
            }
        }
        System.arraycopy(message, copied, stuffed, o, message.length - copied);
        return stuffed;
    }

    private static int nextLine(byte[] message, int line) {
        int i = next(message, line);
        while (i < message.length && message[i] != '\n') {
            i = next(message, i + 1);
        }
        return i + 1;
    }

    /** Index of the next byte that is at most CR or not ASCII; checks eight bytes at once. */
    private static int next(byte[] message, int from) {
        int i = from;
        while (i + Long.BYTES <= message.length) {
            long eight = (long) EIGHT.get(message, i);
            if (((eight - ABOVE_CR | eight) & TOP_BITS) != 0) {
                break;
            }
            i += Long.BYTES;
        }
        while (i < message.length && message[i] > '\r') {
            i++;
        }
        return i;
    }
}
