package org.belay.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.belay.testkit.internal.ClientSocket;
import org.jspecify.annotations.Nullable;

/** The server side of AUTH PLAIN, LOGIN and XOAUTH2 (RFC 4954, 4616; SASL XOAUTH2 of Google and Microsoft). */
final class RelayAuthentication {

    /** Sends the reply, which the script may replace; returns the first digit of the reply that was sent. */
    interface AuthReply {
        char give(String usual) throws IOException;
    }

    private static final String WELCOME = "235 2.7.0 welcome";
    private static final String WRONG = "535 5.7.8 user name or password is wrong";
    private static final String TOKEN_REFUSED = "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"smtp\"}";

    private final ClientSocket line;
    private final RelayDefaults defaults;

    RelayAuthentication(ClientSocket line, RelayDefaults defaults) {
        this.line = line;
        this.defaults = defaults;
    }

    boolean authenticate(String command, AuthReply verdict) throws IOException {
        String[] words = command.split(" ");
        String mechanism = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        String first = words.length > 2 ? words[2] : null;
        String usual = switch (mechanism) {
            case "PLAIN" -> plain(first == null ? challenge("") : first);
            case "LOGIN" -> login(first);
            case "XOAUTH2" -> token(first == null ? challenge("") : first);
            default -> "504 5.5.4 unknown mechanism";
        };
        return verdict.give(usual) == '2';
    }

    private String plain(String answer) {
        String[] parts = decode(answer).split("\0", -1);
        return parts.length == 3 && defaults.allows(parts[1], parts[2]) ? WELCOME : WRONG;
    }

    private String login(@Nullable String first) throws IOException {
        String user = decode(first == null ? challenge("Username:") : first);
        String password = decode(challenge("Password:"));
        return defaults.allows(user, password) ? WELCOME : WRONG;
    }

    /** The reason of a refusal is sent as another challenge; the 535 follows when the client has answered it. */
    private String token(String answer) throws IOException {
        String[] parts = decode(answer).split("\1", -1);
        boolean right = parts.length == 4
                && parts[0].startsWith("user=")
                && parts[1].startsWith("auth=Bearer ")
                && defaults.allows(parts[0].substring(5), parts[1].substring(12));
        if (right) return WELCOME;
        challenge(TOKEN_REFUSED);
        return WRONG;
    }

    private String challenge(String words) throws IOException {
        String shown = Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        line.write(("334 " + shown + "\r\n").getBytes(StandardCharsets.UTF_8));
        return line.readCommand();
    }

    private static String decode(String answer) {
        try {
            return new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
