package org.belay.smtp;

import java.util.function.Supplier;

/**
 * The bytes of a message, with lines ended by CRLF. The array is not copied, and must not be changed afterwards.
 *
 * @param size in bytes before dots are doubled, as declared to the relay (RFC 1870); an estimate if the bytes are
 *     supplied later
 * @param bytes always the same; if supplied later, requested once, when the relay waits for them
 * @param later whether the bytes must not be requested before; they are then 7-bit
 */
public record TransactionContent(int size, Supplier<byte[]> bytes, boolean later) {

    public static TransactionContent of(byte[] message) {
        return new TransactionContent(message.length, () -> message, false);
    }

    /** A 7-bit message that is built while its envelope is being sent. */
    public static TransactionContent later(int size, Supplier<byte[]> bytes) {
        return new TransactionContent(size, bytes, true);
    }
}
