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
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Words a session that could not be opened: what happened, what was not done, what to do, and whether waiting helps. */
final class Excuse {
    private final RelayAddress relay;

    Excuse(RelayAddress relay) {
        this.relay = relay;
    }

    RelayUnavailable permanent(Stage stage, String what, String remedy) {
        return new RelayUnavailable(stage, null, true, what + " Nothing was sent. " + remedy, null);
    }

    RelayUnavailable noToken(IOException failure) {
        return new RelayUnavailable(
                Stage.AUTH,
                null,
                failure instanceof TokenRefused,
                "There is no token to sign in with at the relay " + relay + ". " + failure.getMessage()
                        + " Nothing was sent.",
                failure);
    }

    /** Relays want a name that the DNS knows, and some say no more about it than that one shall try again later. */
    RelayUnavailable refusedName(String name, Reply reply) {
        return new RelayUnavailable(
                Stage.EHLO,
                reply,
                reply.permanent(),
                "The relay " + relay + " refused our greeting: " + reply + ". Nothing was sent. Belay gave its name as "
                        + name
                        + ". If the relay does not take that, set relay.ehlo-name to this machine's full name, as mail.example.org, that"
                        + " the DNS knows.",
                null);
    }

    RelayUnavailable refused(Stage stage, Reply reply, boolean permanent) {
        String what = "The relay " + relay + " refused " + inWords(stage) + ": " + reply + ".";
        String remedy = switch (stage) {
            case AUTH ->
                permanent && passwordsOff(reply)
                        ? " The relay has switched off sign-in by password: set relay.oauth.token-endpoint, relay.oauth.client-id,"
                                + " relay.oauth.client-secret-file and relay.oauth.scope, and remove relay.password-file."
                        : permanent
                                ? " Check the relay's user name and its password or token; they are not tried again by themselves."
                                : "";
            case STARTTLS -> permanent ? " Ask its operator; it is not used without encryption." : "";
            default -> permanent ? " Ask its operator what it expects from us." : "";
        };
        return new RelayUnavailable(stage, reply, permanent, what + " Nothing was sent." + remedy, null);
    }

    /** As Microsoft says it: 550 5.7.30, 535 5.7.139. */
    private static boolean passwordsOff(Reply reply) {
        return reply.text().toLowerCase(Locale.ROOT).contains("basic auth");
    }

    RelayUnavailable broken(Stage stage, IOException failure) {
        return broken(stage, failure, Optional.empty());
    }

    RelayUnavailable broken(Stage stage, IOException failure, Optional<Reply> lastWords) {
        boolean permanent = failure instanceof OutOfStep || (failure instanceof SSLException && !cutOff(failure));
        String what = stage == Stage.CONNECT
                ? "The relay " + relay + " cannot be reached: " + failure.getMessage() + "."
                : "The session with the relay " + relay + " broke at " + inWords(stage) + ": " + reason(failure)
                        + lastWords.map(r -> "; its last words: " + r).orElse("") + ".";
        return new RelayUnavailable(
                stage,
                lastWords.orElse(null),
                permanent,
                what + " Nothing was sent." + remedy(stage, failure),
                failure);
    }

    private String remedy(Stage stage, IOException failure) {
        if (stage != Stage.HANDSHAKE || cutOff(failure)) {
            return "";
        }
        return certificateFault(failure).isPresent()
                ? " Mend the relay's certificate or the host name in the configuration."
                : " Check that port and security belong together: starttls on 587 or 25, tls on 465.";
    }

    /** The other side went away, which can pass; everything else about TLS needs a person. */
    private static boolean cutOff(IOException failure) {
        return causes(failure).anyMatch(t -> t instanceof EOFException || t instanceof SocketException);
    }

    private String reason(IOException failure) {
        return certificateFault(failure).orElse(failure.getMessage());
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
                        return "its certificate is signed by nobody this machine trusts";
                    }
                    return fault.getClass() == CertificateException.class
                            ? "its certificate is not for " + relay.host() + " (" + fault.getMessage() + ")"
                            : "its certificate cannot be believed (" + fault.getMessage() + ")";
                });
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause);
    }

    private static String inWords(Stage stage) {
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
