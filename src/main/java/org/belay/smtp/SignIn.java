package org.belay.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** AUTH PLAIN or LOGIN (RFC 4954, 4616); only ever called behind TLS. */
final class SignIn {
    private static final String HIDDEN = "****";

    private final Wire wire;
    private final RelayAddress relay;
    private final Excuse excuse;

    SignIn(Wire wire, RelayAddress relay, Excuse excuse) {
        this.wire = wire;
        this.relay = relay;
        this.excuse = excuse;
    }

    void with(Credentials who, Capabilities can) throws IOException {
        List<String> offered = can.mechanisms();
        Reply reply;
        if (offered.contains("PLAIN")) {
            String secret = base64("\0" + who.username() + "\0" + who.password());
            reply = ask("AUTH PLAIN " + secret, "AUTH PLAIN " + HIDDEN);
        } else if (offered.contains("LOGIN")) {
            reply = ask("AUTH LOGIN", "AUTH LOGIN");
            reply = reply.code() == 334 ? ask(base64(who.username()), HIDDEN) : reply;
            reply = reply.code() == 334 ? ask(base64(who.password()), HIDDEN) : reply;
        } else {
            throw excuse.permanent(
                    Stage.AUTH,
                    offered.isEmpty()
                            ? "The relay " + relay + " does not offer AUTH, but a user name is set."
                            : "The relay " + relay + " offers AUTH only by " + String.join(", ", offered)
                                    + "; Belay knows PLAIN and LOGIN.",
                    offered.isEmpty()
                            ? "Remove the user name, or ask its operator for the port on which to sign in."
                            : "Ask its operator to allow one of these.");
        }
        if (!reply.positive()) {
            // One try only when the answer is for good: a second one could lock the account.
            throw excuse.refused(Stage.AUTH, reply, !reply.temporary());
        }
    }

    private Reply ask(String line, String shown) throws IOException {
        return wire.ask(line, shown, relay.deadlines().at(Stage.AUTH));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
