package org.belay.delivery.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.belay.platform.RelaySettings;
import org.belay.smtp.Credentials;
import org.belay.smtp.Deadlines;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.Security;
import org.belay.smtp.Stage;
import org.belay.smtp.TokenEndpoint;
import org.belay.smtp.Tokens;
import org.belay.smtp.Trust;

/**
 * The address and credentials of a relay, from its settings. The password is read again for each connection, so that a
 * change needs no restart; the TLS context is kept, because TLS sessions are resumed within one context.
 */
final class Doorway implements Supplier<RelayAddress> {
    /**
     * Shorter than the silence after which a worker is replaced, so that the pause can report that the relay cannot be
     * reached.
     */
    private static final Duration REACHED_WITHIN = Duration.ofSeconds(15);

    private final RelaySettings relay;
    private final boolean overlap;
    private final Optional<Tokens> tokens;
    private SSLContext certificates;

    Doorway(RelaySettings relay, boolean overlap) {
        this.relay = relay;
        this.overlap = overlap;
        this.tokens = relay.oauth()
                .map(its -> new TokenEndpoint(its.tokenEndpoint(), its.clientId(), its.secretFile(), its.scope()));
    }

    /** @throws UncheckedIOException with the name of a file that cannot be read */
    @Override
    public RelayAddress get() {
        var security = Security.valueOf(relay.security().name());
        RelayAddress address = RelayAddress.of(relay.host(), relay.port(), security, ehloName())
                .overlapping(overlap)
                .within(Deadlines.STANDARD.with(Stage.CONNECT, REACHED_WITHIN));
        RelayAddress trusting = security == Security.NONE
                ? address
                : certificates().map(address::trusting).orElse(address);
        return credentials().map(trusting::as).orElse(trusting);
    }

    private String ehloName() {
        return relay.ehloName().or(OwnName::full).orElse("");
    }

    private Optional<Credentials> credentials() {
        return relay.username()
                .map(user -> tokens.map(their -> Credentials.token(user, their))
                        .orElseGet(() -> Credentials.password(user, password())));
    }

    private String password() {
        Optional<Path> file = relay.passwordFile();
        try {
            return file.isEmpty() ? "" : Files.readString(file.get()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The relay's password file " + file.get() + " cannot be read.", e);
        }
    }

    private synchronized Optional<SSLContext> certificates() {
        RelaySettings.Tls tls = relay.tls();
        if (certificates == null
                && (tls.authorities().isPresent() || tls.certificate().isPresent())) {
            Trust trust = tls.authorities().map(Trust::of).orElseGet(Trust::usual);
            certificates = tls.certificate()
                    .map(own -> tls.password()
                            .map(password -> trust.showing(new Trust.Pkcs12(own, password)))
                            .orElseGet(() -> trust.showing(own, tls.key().orElse(own))))
                    .orElse(trust)
                    .context();
        }
        return Optional.ofNullable(certificates);
    }
}
