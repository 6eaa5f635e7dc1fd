package org.belay.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.belay.smtp.oauth.TokenRefused;
import org.belay.smtp.wire.ReplyOutOfSync;
import org.belay.smtp.wire.SmtpReply;

/**
 * Describes why a session could not be opened: what happened, what was not sent, what to do, and whether waiting helps.
 */
final class ConnectFailureMessages {
    private final RelayAddress relay;

    ConnectFailureMessages(RelayAddress relay) {
        this.relay = relay;
    }

    RelayUnavailable permanent(SmtpStage stage, String what, String remedy) {
        return new RelayUnavailable(stage, null, true, what + " Nothing was sent. " + remedy, null);
    }

    RelayUnavailable noToken(IOException failure) {
        return new RelayUnavailable(
                SmtpStage.AUTH,
                null,
                failure instanceof TokenRefused,
                "There is no token for signing in to the relay " + relay + ". " + failure.getMessage()
                        + " Nothing was sent.",
                failure);
    }

    /** Relays require a name that exists in the DNS; some only reply that the client shall try again later. */
    RelayUnavailable refusedName(String name, SmtpReply reply) {
        return new RelayUnavailable(
                SmtpStage.EHLO,
                reply,
                reply.permanent(),
                "The relay " + relay + " refused our greeting: " + reply + ". Nothing was sent. Belay gave its name as "
                        + name
                        + ". If the relay does not accept it, set relay.ehlo-name to the full name of this machine in the DNS, for"
                        + " example mail.example.org.",
                null);
    }

    RelayUnavailable refused(SmtpStage stage, SmtpReply reply, boolean permanent) {
        String what = "The relay " + relay + " refused " + describe(stage) + ": " + reply + ".";
        String remedy = switch (stage) {
            case AUTH ->
                permanent && passwordsDisabled(reply)
                        ? " The relay does not allow sign-in by password: set relay.oauth.token-endpoint, relay.oauth.client-id,"
                                + " relay.oauth.client-secret-file and relay.oauth.scope, and remove relay.password-file."
                        : permanent
                                ? " Check the relay's user name and its password or token; Belay does not retry them automatically."
                                : "";
            case STARTTLS -> permanent ? " Ask its operator; it is not used without encryption." : "";
            default -> permanent ? " Ask its operator what it requires." : "";
        };
        return new RelayUnavailable(stage, reply, permanent, what + " Nothing was sent." + remedy, null);
    }

    /** The wording of Microsoft: 550 5.7.30, 535 5.7.139. */
    private static boolean passwordsDisabled(SmtpReply reply) {
        return reply.text().toLowerCase(Locale.ROOT).contains("basic auth");
    }

    RelayUnavailable broken(SmtpStage stage, IOException failure) {
        return broken(stage, failure, Optional.empty());
    }

    RelayUnavailable broken(SmtpStage stage, IOException failure, Optional<SmtpReply> lastWords) {
        boolean permanent =
                failure instanceof ReplyOutOfSync || (failure instanceof SSLException && !isClosedByPeer(failure));
        String what = stage == SmtpStage.CONNECT
                ? "The relay " + relay + " cannot be reached: " + failure.getMessage() + "."
                : "The session with the relay " + relay + " broke at " + describe(stage) + ": " + reason(failure)
                        + lastWords.map(r -> "; its last reply: " + r).orElse("") + ".";
        return new RelayUnavailable(
                stage,
                lastWords.orElse(null),
                permanent,
                what + " Nothing was sent." + remedy(stage, failure),
                failure);
    }

    private String remedy(SmtpStage stage, IOException failure) {
        if (stage != SmtpStage.HANDSHAKE || isClosedByPeer(failure)) {
            return "";
        }
        return certificateFault(failure).isPresent()
                ? " Fix the relay's certificate or the host name in the configuration."
                : " Check that port and security match: starttls on 587 or 25, tls on 465.";
    }

    /** The other side closed the connection, which can pass; every other TLS failure needs a person. */
    private static boolean isClosedByPeer(IOException failure) {
        return causes(failure).anyMatch(t -> t instanceof EOFException || t instanceof SocketException);
    }

    private String reason(IOException failure) {
        return certificateFault(failure)
                .orElseGet(() -> Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
    }

    private Optional<String> certificateFault(Throwable failure) {
        return Stream.<Class<? extends Throwable>>of(
                        CertificateExpiredException.class,
                        CertificateNotYetValidException.class,
                        CertPathBuilderException.class,
                        CertPathValidatorException.class,
                        CertificateException.class)
                .flatMap(kind -> causes(failure).filter(kind::isInstance))
                .findFirst()
                .map(fault -> {
                    if (fault instanceof CertificateExpiredException) {
                        return "its certificate has expired (" + fault.getMessage() + ")";
                    }
                    if (fault instanceof CertificateNotYetValidException) {
                        return "its certificate is not valid yet (" + fault.getMessage() + ")";
                    }
                    if (fault instanceof CertPathBuilderException) {
                        return "its certificate is not signed by an authority that this machine trusts";
                    }
                    return fault.getClass() == CertificateException.class
                            ? "its certificate is not for " + relay.host() + " (" + fault.getMessage() + ")"
                            : "its certificate cannot be trusted (" + fault.getMessage() + ")";
                });
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause);
    }

    private static String describe(SmtpStage stage) {
        return switch (stage) {
            case GREETING -> "its greeting";
            case EHLO -> "our greeting";
            case STARTTLS -> "STARTTLS";
            case HANDSHAKE -> "the TLS handshake";
            case AUTH -> "our sign-in";
            default -> stage.toString();
        };
    }
}
