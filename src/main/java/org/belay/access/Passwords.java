package org.belay.access;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.Refused;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Passwords as people choose them, kept by a slow hash that is named beside each, so that it can be changed one day. */
final class Passwords {
    private static final int SHORTEST = 12;
    /** bcrypt reads no further; a longer one would be half a password without saying so. */
    private static final int LONGEST_BYTES = 72;

    private static final String NOBODYS = "{bcrypt}$2a$12$PuQ6iGGmXc7mrJ8BeTeGbOI0hpJiLUd3lV/tBAUd2P5b2U0G0c7JS";

    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(12)));

    /** @throws Refused if it is too short, too long, or about its owner */
    String encode(String password, String address) {
        String chosen = normal(password);
        if (chosen.codePointCount(0, chosen.length()) < SHORTEST) {
            throw new Refused("A password needs at least %d characters. Nothing was saved; choose a longer one, such as"
                            .formatted(SHORTEST)
                    + " four words that do not belong together.");
        }
        if (bytes(chosen) > LONGEST_BYTES) {
            throw new Refused(
                    "The password has %d bytes; at most %d can be kept. Nothing was saved; choose a shorter one."
                            .formatted(bytes(chosen), LONGEST_BYTES));
        }
        if (chosen.equalsIgnoreCase(address) || chosen.chars().distinct().count() < 4) {
            throw new Refused("This password is too easy to guess. Nothing was saved; choose another.");
        }
        return encoder.encode(chosen);
    }

    /** As slow for nobody as for somebody: the time must not tell who exists. */
    boolean matches(String password, Optional<String> encoded) {
        String typed = normal(password);
        boolean fits = bytes(typed) <= LONGEST_BYTES;
        boolean matches = encoder.matches(fits ? typed : "", encoded.orElse(NOBODYS));
        return fits && encoded.isPresent() && matches;
    }

    /** An ö may arrive as one character or as two, depending on the keyboard. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
