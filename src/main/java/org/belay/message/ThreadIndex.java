package org.belay.message;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * The Thread-Index header of Outlook (MS-OXOMSG 2.2.1.3), in Base64: 22 bytes for the first message of a conversation, 5 more for each
 * reply. The common GUID lets Outlook show notice, reminders and correction as one conversation.
 */
public final class ThreadIndex {
    private static final Instant FILETIME_EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final int ROOT = 22;

    private ThreadIndex() {}

    /** The first message: the six high bytes of the time in 100 ns since 1601 (the first is 0x01 until 2057), then the GUID. */
    public static String root(UUID conversation, Instant at) {
        return encode(ByteBuffer.allocate(ROOT)
                .put(ByteBuffer.allocate(8).putLong(filetime(at)).array(), 0, 6)
                .putLong(conversation.getMostSignificantBits())
                .putLong(conversation.getLeastSignificantBits()));
    }

    /**
     * A reply to {@code parent}: its bytes and five more. The random part is 0, because the same message must have the same bytes.
     *
     * @throws IllegalArgumentException if {@code parent} is no Thread-Index
     */
    public static String reply(String parent, Instant at) {
        byte[] before = decode(parent);
        long rootTime = ByteBuffer.wrap(before).getLong() & ~0xffffL;
        long elapsed = Math.max(0, filetime(at) - rootTime);
        // delta code 0 counts in 2^18 units and holds 1.7 years, code 1 in 2^23
        boolean near = (elapsed >>> 32 & 0x00fe0000L) == 0;
        int delta = near ? (int) (elapsed >>> 18 & 0x7fffffff) : (int) (elapsed >>> 23) | 0x80000000;
        return encode(
                ByteBuffer.allocate(before.length + 5).put(before).putInt(delta).put((byte) 0));
    }

    /** @throws IllegalArgumentException if the text is no Thread-Index */
    static void require(String index) {
        decode(index);
    }

    private static byte[] decode(String index) {
        byte[] bytes = Base64.getDecoder().decode(index);
        if (bytes.length < ROOT) {
            throw new IllegalArgumentException(
                    "A Thread-Index has at least " + ROOT + " bytes, this has " + bytes.length + ".");
        }
        return bytes;
    }

    private static long filetime(Instant at) {
        Duration since = Duration.between(FILETIME_EPOCH, at);
        return since.getSeconds() * 10_000_000L + since.getNano() / 100;
    }

    private static String encode(ByteBuffer bytes) {
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
