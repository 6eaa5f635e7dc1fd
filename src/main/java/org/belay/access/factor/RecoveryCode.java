package org.belay.access.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.stream.Stream;

/** A code that replaces the second factor once: 80 random bits in four groups, as {@code ab3d-k7qx-…}. */
record RecoveryCode(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 10;

    static RecoveryCode random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String digits = Base32.encode(bytes).toLowerCase(Locale.ROOT);
        return new RecoveryCode(String.join(
                "-",
                Stream.iterate(0, from -> from < digits.length(), from -> from + 4)
                        .map(from -> digits.substring(from, from + 4))
                        .toList()));
    }

    /** The same for every way to type it: with or without spaces, hyphens and capital letters. */
    byte[] sha256() {
        String digits = text.toLowerCase(Locale.ROOT).replace("-", "").replace(" ", "");
        try {
            return MessageDigest.getInstance("SHA-256").digest(digits.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RecoveryCode[…]";
    }
}
