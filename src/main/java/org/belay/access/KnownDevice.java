package org.belay.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser shows at the next sign-in to prove that this person has signed in there before: a number and its HMAC under the hash of
 * the password. Nothing is stored for it, and a new password makes it void. Guesses of strangers do not slow such a browser down.
 */
final class KnownDevice {
    private static final Pattern WRITTEN = Pattern.compile("^([\\w-]{43})\\.([0-9a-f]{64})");

    private KnownDevice() {}

    static String issue(User owner, String passwordHash) {
        String number = Secret.random("").text();
        return number + "." + seal(number, owner, passwordHash);
    }

    /** The device's number, if it was issued to this person. */
    static Optional<String> number(String shown, User owner, String passwordHash) {
        var written = WRITTEN.matcher(shown);
        if (!written.matches()) {
            return Optional.empty();
        }
        byte[] expected = seal(written.group(1), owner, passwordHash).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, written.group(2).getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(written.group(1))
                : Optional.empty();
    }

    private static String seal(String number, User owner, String passwordHash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(passwordHash.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] sealed =
                    mac.doFinal(("device " + owner.id().value() + " " + number).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has HmacSHA256
        }
    }
}
