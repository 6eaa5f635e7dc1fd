package org.belay.access.factor;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shared secret that makes time-based codes (RFC 6238) with HMAC-SHA-1, six digits and steps of 30 s, which is what every authenticator app
 * supports.
 */
public final class TotpSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** RFC 4226 4: 160 bits, the length of the HMAC. */
    private static final int BYTES = 20;

    private static final int STEP_SECONDS = 30;
    private static final int MODULUS = 1_000_000;
    /** Steps before and after now, for clocks that differ and for slow fingers (RFC 6238 5.2). */
    private static final int WINDOW = 1;

    private final byte[] bytes;

    TotpSecret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public static TotpSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new TotpSecret(bytes);
    }

    /** The secret that {@link #text} wrote; empty if the text is none. */
    public static Optional<TotpSecret> read(String text) {
        return Base32.decode(text).filter(bytes -> bytes.length == BYTES).map(TotpSecret::new);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Base32, as people type it into an app that cannot scan. */
    public String text() {
        return Base32.encode(bytes);
    }

    /** The address that an authenticator app reads from a QR code (Key URI Format). */
    public String uri(String issuer, String account) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
                .formatted(encoded(issuer), encoded(account), text(), encoded(issuer));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The time step to which the code belongs; empty if it is not valid now. */
    OptionalLong step(String code, Instant now) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        return LongStream.rangeClosed(current - WINDOW, current + WINDOW)
                .filter(step -> code(step).equals(code))
                .findFirst();
    }

    /** The code at this time. */
    public String code(Instant at) {
        return code(at.getEpochSecond() / STEP_SECONDS);
    }

    private String code(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            // RFC 4226 5.3: the last four bits say where the 31 bits of the code begin
            int from = hash[hash.length - 1] & 0x0F;
            int bits = ByteBuffer.wrap(hash).getInt(from) & 0x7FFF_FFFF;
            return "%06d".formatted(bits % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    @Override
    public String toString() {
        return "TotpSecret[…]";
    }
}
