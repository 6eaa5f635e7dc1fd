package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.belay.access.User;
import org.belay.access.secret.RandomSecret;
import org.springframework.stereotype.Component;

/**
 * Remembers in the browser who signed in last, so that a {@link KeptForm} is shown to its writer only. The cookie has a random number and
 * the hash of it and the user's number: it is no proof of anything to the server, and does not name the user.
 */
@Component
final class WriterCookie {
    private static final Duration KEPT = Duration.ofDays(30);

    private final BrowserCookies cookies;

    WriterCookie(BrowserCookies cookies) {
        this.cookies = cookies;
    }

    void remember(User user, HttpServletResponse response) {
        String number = RandomSecret.random("").text();
        response.addCookie(cookies.make("writer", number + "." + hash(number, user), KEPT));
    }

    /** Whether this user was the last to sign in with this browser. */
    boolean isOf(User user, HttpServletRequest request) {
        String[] parts = cookies.read(request, "writer").orElse("").split("\\.", 2);
        return parts.length == 2 && parts[1].equals(hash(parts[0], user));
    }

    private static String hash(String number, User user) {
        try {
            byte[] text = (number + " " + user.id().value()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
