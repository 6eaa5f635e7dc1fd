package org.belay.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.belay.smtp.oauth.TokenRefused;
import org.belay.smtp.wire.SmtpChannel;
import org.belay.smtp.wire.SmtpReply;

/** AUTH PLAIN, LOGIN (RFC 4954, 4616) or XOAUTH2; only used behind TLS. */
final class SmtpAuthentication {
    private static final String HIDDEN = "****";

    private final SmtpChannel wire;
    private final RelayAddress relay;
    private final ConnectFailureMessages excuse;

    SmtpAuthentication(SmtpChannel wire, RelayAddress relay, ConnectFailureMessages excuse) {
        this.wire = wire;
        this.relay = relay;
        this.excuse = excuse;
    }

    void authenticate(RelayCredentials who, EhloCapabilities can) throws IOException {
        List<String> offered = can.mechanisms();
        SmtpReply reply = who instanceof RelayCredentials.Bearer bearer
                ? byToken(bearer, offered)
                : byPassword((RelayCredentials.Password) who, offered);
        if (!reply.positive()) {
            // A permanent refusal is not retried: a second try could lock the account.
            throw excuse.refused(SmtpStage.AUTH, reply, !reply.temporary());
        }
    }

    private SmtpReply byPassword(RelayCredentials.Password who, List<String> offered) throws IOException {
        if (offered.contains("PLAIN")) {
            String secret = base64("\0" + who.username() + "\0" + who.password());
            return ask("AUTH PLAIN " + secret, "AUTH PLAIN " + HIDDEN);
        }
        if (offered.contains("LOGIN")) {
            SmtpReply reply = ask("AUTH LOGIN", "AUTH LOGIN");
            reply = reply.code() == 334 ? ask(base64(who.username()), HIDDEN) : reply;
            return reply.code() == 334 ? ask(base64(who.password()), HIDDEN) : reply;
        }
        throw nothingInCommon(offered, "PLAIN and LOGIN with a password");
    }

    private SmtpReply byToken(RelayCredentials.Bearer who, List<String> offered) throws IOException {
        if (!offered.contains("XOAUTH2")) {
            throw nothingInCommon(offered, "XOAUTH2 with a token");
        }
        String token = fetched(who);
        String secret = base64("user=" + who.username() + "\1auth=Bearer " + token + "\1\1");
        SmtpReply reply = ask("AUTH XOAUTH2 " + secret, "AUTH XOAUTH2 " + HIDDEN);
        if (reply.code() == 334) {
            reply = ask(
                    "",
                    "[an empty line]"); // the challenge contains the reason for the refusal; only after this line comes
            // the 535
        }
        if (reply.permanent()) {
            who.tokens().refused(token);
        }
        return reply;
    }

    private String fetched(RelayCredentials.Bearer who) {
        try {
            String token = who.tokens().token();
            if (!token.matches("[A-Za-z0-9._~+/-]+=*")) { // RFC 6750 2.1
                throw new TokenRefused(
                        "The token source returned something that is not a token (it has characters that no token has).");
            }
            return token;
        } catch (IOException e) {
            throw excuse.noToken(e);
        }
    }

    private RelayUnavailable nothingInCommon(List<String> offered, String known) {
        if (offered.isEmpty()) {
            return excuse.permanent(
                    SmtpStage.AUTH,
                    "The relay " + relay + " does not offer AUTH, but a user name is set.",
                    "Remove the user name, or ask its operator for the port that allows sign-in.");
        }
        return excuse.permanent(
                SmtpStage.AUTH,
                "The relay " + relay + " offers AUTH only by " + String.join(", ", offered) + "; Belay knows " + known
                        + ".",
                "Ask its operator to allow that.");
    }

    private SmtpReply ask(String line, String shown) throws IOException {
        return wire.ask(line, shown, relay.deadlines().at(SmtpStage.AUTH));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
