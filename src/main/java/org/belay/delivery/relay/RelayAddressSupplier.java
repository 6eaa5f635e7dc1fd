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
import org.belay.smtp.RelayAddress;
import org.belay.smtp.RelayCredentials;
import org.belay.smtp.SmtpStage;
import org.belay.smtp.StageDeadlines;
import org.belay.smtp.TransportSecurity;
import org.belay.smtp.oauth.BearerTokenSource;
import org.belay.smtp.oauth.TokenEndpoint;
import org.belay.smtp.tls.TlsTrust;
import org.jspecify.annotations.Nullable;

/**
 * The address and credentials of a relay, from its settings. The password is read again for each connection, so that a
 * change needs no restart; the TLS context is kept, because TLS sessions are resumed within one context.
 */
final class RelayAddressSupplier implements Supplier<RelayAddress> {
    /**
     * Shorter than the silence after which a worker is replaced, so that the pause can report that the relay cannot be
     * reached.
     */
    private static final Duration REACHED_WITHIN = Duration.ofSeconds(15);

    private final RelaySettings relay;
    private final boolean overlap;
    private final Optional<BearerTokenSource> tokens;
    private @Nullable SSLContext certificates;

    RelayAddressSupplier(RelaySettings relay, boolean overlap) {
        this.relay = relay;
        this.overlap = overlap;
        this.tokens = relay.oauth()
                .map(its -> new TokenEndpoint(its.tokenEndpoint(), its.clientId(), its.secretFile(), its.scope()));
    }

    /** @throws UncheckedIOException with the name of a file that cannot be read */
    @Override
    public RelayAddress get() {
        var security = TransportSecurity.valueOf(relay.security().name());
        RelayAddress address = RelayAddress.of(relay.host(), relay.port(), security, ehloName())
                .withOverlap(overlap)
                .withDeadlines(StageDeadlines.STANDARD.with(SmtpStage.CONNECT, REACHED_WITHIN));
        RelayAddress trusting = security == TransportSecurity.NONE
                ? address
                : certificates().map(address::withTrust).orElse(address);
        return credentials().map(trusting::withCredentials).orElse(trusting);
    }

    private String ehloName() {
        return relay.ehloName().or(LocalHostName::fullName).orElse("");
    }

    private Optional<RelayCredentials> credentials() {
        return relay.username()
                .map(user -> tokens.map(their -> RelayCredentials.bearerToken(user, their))
                        .orElseGet(() -> RelayCredentials.password(user, password())));
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
        RelaySettings.TlsSettings tls = relay.tls();
        if (certificates == null
                && (tls.authorities().isPresent() || tls.certificate().isPresent())) {
            TlsTrust trust = tls.authorities().map(TlsTrust::of).orElseGet(TlsTrust::systemDefault);
            certificates = tls.certificate()
                    .map(own -> tls.password()
                            .map(password -> trust.withIdentity(new TlsTrust.Pkcs12File(own, password)))
                            .orElseGet(() -> trust.withIdentity(own, tls.key().orElse(own))))
                    .orElse(trust)
                    .context();
        }
        return Optional.ofNullable(certificates);
    }
}
