package org.belay.smtp;

import java.util.function.Supplier;

/**
 * The bytes of a message, lines ended by CRLF; not copied, not changed afterwards by either side.
 *
 * @param size in bytes before dots are doubled, as it is declared to the relay (RFC 1870); an estimate where the bytes come later
 * @param bytes always the same; where they come later, asked for once, when the relay waits for them
 * @param later whether they must not be asked for before: then they are 7-bit
 */
public record Content(int size, Supplier<byte[]> bytes, boolean later) {

    public static Content of(byte[] message) {
        return new Content(message.length, () -> message, false);
    }

    /** A 7-bit message that is written while its envelope is on the way. */
    public static Content later(int size, Supplier<byte[]> bytes) {
        return new Content(size, bytes, true);
    }
}
