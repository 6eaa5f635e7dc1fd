package org.belay.access.secret;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.RequestRefused;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Refuses weak passwords, hashes new ones and checks typed ones. The algorithm is stored with each hash, so that it can be changed later. */
public final class Passwords {
    private static final int SHORTEST = 12;
    /** bcrypt ignores everything after 72 bytes. */
    private static final int LONGEST_BYTES = 72;

    private static final String DUMMY_HASH = "{bcrypt}$2a$12$PuQ6iGGmXc7mrJ8BeTeGbOI0hpJiLUd3lV/tBAUd2P5b2U0G0c7JS";

    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(12)));

    /** @throws RequestRefused if it is too short, too long, or easy to guess */
    public String encode(String password, String address) {
        String chosen = normal(password);
        if (chosen.codePointCount(0, chosen.length()) < SHORTEST) {
            throw new RequestRefused(
                    "A password needs at least %d characters. Nothing was saved. Choose a longer one, for"
                                    .formatted(SHORTEST)
                            + " example four unrelated words.");
        }
        if (bytes(chosen) > LONGEST_BYTES) {
            throw new RequestRefused(
                    "The password has %d bytes; at most %d are possible. Nothing was saved. Choose a shorter one."
                            .formatted(bytes(chosen), LONGEST_BYTES));
        }
        if (chosen.equalsIgnoreCase(address) || chosen.chars().distinct().count() < 4) {
            throw new RequestRefused("This password is too easy to guess. Nothing was saved. Choose another one.");
        }
        return encoder.encode(chosen);
    }

    /** Takes the same time without a stored hash, so that the response time does not reveal which accounts exist. */
    public boolean matches(String password, Optional<String> encoded) {
        String typed = normal(password);
        boolean fits = bytes(typed) <= LONGEST_BYTES;
        boolean matches = encoder.matches(fits ? typed : "", encoded.orElse(DUMMY_HASH));
        return fits && encoded.isPresent() && matches;
    }

    /** NFC, because some keyboards send ö as one character and others as two. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
