package org.belay.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.belay.access.secret.RandomSecret;

/**
 * Issues and checks the cookie that proves an earlier sign-in of this user with this browser: a random number and its HMAC, keyed with the password hash.
 * The server stores nothing for it, and a new password makes it invalid. Password guesses from elsewhere do not slow such a browser down.
 */
final class DeviceCookie {
    private static final Pattern WRITTEN = Pattern.compile("^([\\w-]{43})\\.([0-9a-f]{64})");

    private DeviceCookie() {}

    static String issue(User owner, String passwordHash) {
        String number = RandomSecret.random("").text();
        return number + "." + signature(number, owner, passwordHash);
    }

    /** The device's number; empty if it was not issued to this user. */
    static Optional<String> number(String shown, User owner, String passwordHash) {
        var written = WRITTEN.matcher(shown);
        if (passwordHash.isEmpty() || !written.matches()) { // an account without a password has no device
            return Optional.empty();
        }
        byte[] expected = signature(written.group(1), owner, passwordHash).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, written.group(2).getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(written.group(1))
                : Optional.empty();
    }

    private static String signature(String number, User owner, String passwordHash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(passwordHash.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature =
                    mac.doFinal(("device " + owner.id().value() + " " + number).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has HmacSHA256
        }
    }
}
