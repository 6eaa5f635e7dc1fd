package org.belay.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** AUTH PLAIN and LOGIN as a relay sees them (RFC 4954, 4616). */
final class Doorkeeper {

    /** Gives the verdict over the script, which may have another one; tells the answer's first digit. */
    interface Verdict {
        char give(String usual) throws IOException;
    }

    private final Line line;
    private final Manners manners;

    Doorkeeper(Line line, Manners manners) {
        this.line = line;
        this.manners = manners;
    }

    boolean lets(String command, Verdict verdict) throws IOException {
        String[] words = command.split(" ");
        String mechanism = words.length > 1 ? words[1] : "";
        if (mechanism.equalsIgnoreCase("PLAIN")) {
            String[] parts = decode(words.length > 2 ? words[2] : challenge("")).split("\0", -1);
            return verdict.give(judge(parts.length == 3 && manners.allows(parts[1], parts[2]))) == '2';
        }
        if (mechanism.equalsIgnoreCase("LOGIN")) {
            String user = decode(words.length > 2 ? words[2] : challenge("Username:"));
            String password = decode(challenge("Password:"));
            return verdict.give(judge(manners.allows(user, password))) == '2';
        }
        return verdict.give("504 5.5.4 unknown mechanism") == '2';
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

    private static String judge(boolean right) {
        return right ? "235 2.7.0 welcome" : "535 5.7.8 user name or password is wrong";
    }
}
